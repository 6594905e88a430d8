import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeFiles } from "./files";

const run = promisify(execFile);
const clone = join(__dirname, "../../..");

export const exampleNames = [
  "one-gateway",
  "several-gateways",
  "go-on-after-failure",
  "gateway-of-another-stack",
  "progress-read",
  "progress-line",
] as const;

export type ExampleName = (typeof exampleNames)[number];

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly engines?: Record<string, string>;
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The SDK that the clone is tested with: the newest may want a newer Node.js. */
export const sdkVersion = readManifest(join(clone, "node_modules/@pulumi/pulumi")).version ?? "";

/** Commands of a guide with that SDK, and without questions to the registry that npm's cache can answer. */
export const typedHere = (commands: string): string =>
  commands
    .replaceAll("npm install ", "npm install --prefer-offline --no-audit --no-fund ")
    .replace("@pulumi/pulumi ", `@pulumi/pulumi@${sdkVersion} `);

const scratches: string[] = [];

/** A folder outside the clone: nothing in it can be resolved from the clone's own node_modules. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "apig-user-")));
  scratches.push(folder);
  return folder;
}

/** For the end of each test file: a worker process may run several, and what they share is made anew for the next one. */
export function removeScratchFolders(): void {
  for (const forget of forgetters) forget();
  for (const folder of scratches.splice(0)) rmSync(folder, { recursive: true, force: true });
}

const forgetters: (() => void)[] = [];

/** Packs the package in `source` into `target` and returns the tarball's path. */
export async function pack(source: string, target: string): Promise<string> {
  // Not built again: `npm run test:engine` has built dist/, and other tests of the run load it.
  const { stdout } = await run("npm", ["pack", source, "--ignore-scripts", "--silent"], { cwd: target });
  return join(target, stdout.trim());
}

/** The package's tarball, packed once for a test file. */
export const tarball = once(() => pack(clone, scratchFolder()));

/**
 * A folder in whose node_modules is what the examples ask for, installed once for a test file: programs in its subfolders
 * find it there. The package comes from its tarball, where a user's comes from the registry.
 */
export const npmFolder = once(async () => {
  const asked = exampleNames.map((name) => readManifest(join(clone, "examples", name)));
  const dependencies = Object.assign(
    {},
    ...asked.flatMap((manifest) => [manifest.dependencies, manifest.devDependencies]),
  );
  const own = { "@pulumi/pulumi": sdkVersion, "pulumi-apig": `file:${await tarball()}` };
  const folder = writeFiles(scratchFolder(), {
    "package.json": { private: true, dependencies: { ...dependencies, ...own } },
  });
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
  return folder;
});

/** pnpm, in the version that the clone has. */
export const pnpm = (args: string[], cwd: string) =>
  run(process.execPath, [join(clone, "node_modules/pnpm/bin/pnpm.cjs"), ...args], { cwd });

/** Copies an example into `target`, without what its owner has installed or configured there. */
export function copyExample(name: ExampleName, target: string): string {
  const source = join(clone, "examples", name);
  const folder = join(target, name);
  const ownersOnly = /^.(node_modules|package-lock\.json|Pulumi\.[^/\\]+\.yaml)/;
  cpSync(source, folder, { recursive: true, filter: (path) => !ownersOnly.test(path.slice(source.length)) });
  return folder;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  forgetters.push(() => {
    made = undefined;
  });
  return () => {
    made ??= make();
    return made;
  };
}
