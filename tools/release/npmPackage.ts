// The npm package, packed from a copy that holds the committed files, what is compiled from them, and what a release alone has.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EngineDeps } from "../engine/deps";
import { makePlugin } from "../plugin/build";
import { clone } from "../plugin/bundle";
import { type Coordinates, known } from "./coordinates";
import { packedPage } from "./packedPage";
import { setModes } from "./sums";

export interface NpmPackage {
  /** The folder of the SDKs that it is to hold. */
  readonly sdks: string;
  /** An empty folder, for the copy. */
  readonly stage: string;
  readonly out: string;
  readonly downloadUrl: string | undefined;
  readonly coordinates: Coordinates;
}

export async function packNpm(
  { sdks, stage, out, downloadUrl, coordinates }: NpmPackage,
  deps: EngineDeps,
): Promise<void> {
  const { run, env, signal } = deps;
  const inClone = { cwd: clone, env, signal };
  const committed = ["README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "docs", "examples", "emulator/README.md"];
  const tracked = await run("git", ["-c", "core.quotePath=false", "ls-files", "--", ...committed], inClone);
  for (const file of tracked.split("\n")) copyInto(stage, file);
  const tsc = require.resolve("typescript/bin/tsc");
  for (const [project, folder] of [
    ["build", "dist"],
    ["emulator", "dist/emulator"],
  ] as const) {
    const config = ["-p", join(clone, `tsconfig.${project}.json`), "--outDir", join(stage, folder)];
    await run(process.execPath, [tsc, ...config], inClone);
  }
  await makePlugin(join(stage, "dist"), downloadUrl);
  rmSync(join(stage, "dist/plugin"), { recursive: true });
  for (const language of ["go", "nodejs", "python"]) {
    cpSync(join(sdks, language), join(stage, "sdk", language), { recursive: true });
  }
  const manifest = publishedManifest(JSON.parse(readFileSync(join(clone, "package.json"), "utf8")), coordinates);
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  completePages(stage, await listed(stage, deps), { version: manifest.version, coordinates });
  // npm packs a file's mode as it is, which would be that of the umask.
  setModes(
    stage,
    Object.values(manifest.bin).map((program) => program.replace(/^\.\//, "")),
  );
  mkdirSync(out, { recursive: true });
  await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", out], { cwd: stage, env, signal });
}

function copyInto(stage: string, file: string): void {
  // What was deleted and not committed yet.
  if (!existsSync(join(clone, file))) return;
  mkdirSync(dirname(join(stage, file)), { recursive: true });
  copyFileSync(join(clone, file), join(stage, file));
}

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** As the registry gets it: with who publishes it and where it comes from, without what only a clone can use. */
export function publishedManifest(committed: Manifest, coordinates: Coordinates): Manifest {
  const { scripts, devDependencies, ...rest } = committed;
  const [repository, author] = [known("repository", coordinates), known("publisher", coordinates)];
  return {
    ...rest,
    name: coordinates.npm,
    ...(author && { author }),
    ...(repository && {
      homepage: `${repository}#readme`,
      repository: { type: "git", url: `git+${repository}.git` },
      bugs: { url: `${repository}/issues` },
    }),
  };
}

/** The files that npm packs. */
async function listed(stage: string, { run, env, signal }: EngineDeps): Promise<string[]> {
  const told = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: stage, env, signal });
  const [{ files }] = JSON.parse(told) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

function completePages(stage: string, files: readonly string[], source: { version: string; coordinates: Coordinates }) {
  for (const file of files.filter((each) => each.endsWith(".md"))) {
    const text = readFileSync(join(stage, file), "utf8");
    writeFileSync(join(stage, file), packedPage(file, text, { files, ...source }));
  }
}
