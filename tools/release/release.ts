// `npm run release [-- --local [--download-url URL]] [--out FOLDER] [--only PART,PART]`: fills dist-release/ with all that is
// published. Refuses what is not ready for it, before anything is written. `--local` makes the same for trials: placeholders of
// release.json, uncommitted changes and a changelog without a date are let through, and nothing names a download address but
// that of `--download-url`.
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type EngineDeps, engineDeps } from "../engine/deps";
import { interruptSignal } from "../interrupt";
import { clone, version } from "../plugin/bundle";
import { schemaFile, schemaText } from "../schema";
import { madeFrom, sources } from "../sdks";
import { type Asked, gitProblems, problemsOf } from "./checks";
import { readCoordinates } from "./coordinates";
import { makeRelease } from "./make";
import { partsOf } from "./parts";
import { places, staleFiles } from "./places";
import { filesOf, setModes, sumsFile, writeSums } from "./sums";

export interface Options extends Asked {
  /** Only with `isLocal`. */
  readonly downloadUrl?: string | undefined;
  /** It is replaced as a whole. */
  readonly out: string;
}

const ownFolder = join(clone, "dist-release");

/** Throws an error with a line for each thing that is wrong. */
export async function release({ out, ...options }: Options, deps: EngineDeps): Promise<void> {
  const { isLocal, coordinates } = options;
  const problems = [...folderProblems(out), ...(await problemsOf(options, deps))];
  if (problems.length > 0) throw new Error(["nothing was written:", ...problems.map((line) => `- ${line}`)].join("\n"));
  if (isLocal) for (const line of await gitProblems(deps)) deps.log(`for trials only: ${line}`);
  const downloadUrl = isLocal ? options.downloadUrl : coordinates.downloadUrl;
  const made = mkdtempSync(join(dirname(out), `${basename(out)}.making-`));
  try {
    await makeRelease({ ...options, downloadUrl, out: made }, deps);
    setModes(made);
    writeSums(made);
    rmSync(out, { recursive: true, force: true });
    renameSync(made, out);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** A folder that holds anything but an earlier release may be somebody's. */
export function folderProblems(out: string): string[] {
  const parent = dirname(out);
  if (!existsSync(parent)) return [`there is no folder ${parent}: make it first`];
  try {
    accessSync(parent, constants.W_OK);
  } catch {
    return [`nothing can be written to ${parent}: name another folder`];
  }
  if (!existsSync(out)) return [];
  if (!statSync(out).isDirectory()) return [`${out} is no folder: name another`];
  const sums = join(out, sumsFile);
  const known = existsSync(sums)
    ? readFileSync(sums, "utf8")
        .split("\n")
        .map((line) => line.slice(66))
    : [];
  const others = filesOf(out).filter((file) => file !== sumsFile && !known.includes(file));
  return others.length === 0 ? [] : [`${out} holds what is of no release, such as ${others[0]}: name another folder`];
}

export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      local: { type: "boolean", default: false },
      "download-url": { type: "string" },
      out: { type: "string", default: ownFolder },
      only: { type: "string" },
    },
  });
  const { local: isLocal, "download-url": downloadUrl } = values;
  if (downloadUrl !== undefined && !isLocal) {
    throw new Error("--download-url is for --local: what is published names the address of release.json");
  }
  if (downloadUrl !== undefined && !/^https?:$/.test(URL.canParse(downloadUrl) ? new URL(downloadUrl).protocol : "")) {
    throw new Error(`--download-url is "${downloadUrl}"; it must be an address with http or https`);
  }
  const read = (file: string) => readFileSync(join(clone, file), "utf8");
  const coordinates = readCoordinates();
  const stale = [
    ...staleFiles(places(coordinates, version), read),
    ...(readFileSync(schemaFile, "utf8") === schemaText() ? [] : ["the schema"]),
    ...(madeFrom() === sources() ? [] : ["sdk/"]),
  ];
  const pages = ["README.md", ...readdirSync(join(clone, "examples")).map((name) => `examples/${name}/README.md`)];
  const unpublished = pages.filter((file) => /until it is published/i.test(read(file)));
  const asked = { parts: partsOf(values.only), coordinates, changelog: read("CHANGELOG.md"), unpublished, stale };
  return { isLocal, downloadUrl, out: resolve(values.out), ...asked };
}

async function main(): Promise<void> {
  // Maven writes the modes of its files into its archives.
  process.umask(0o022);
  const options = optionsOf(process.argv.slice(2));
  const log = (line: string) => console.error(`release: ${line}`);
  await release(options, engineDeps({ log, signal: interruptSignal() }));
  console.log(options.out);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(`release: ${error.message}`);
    process.exitCode ||= 1;
  });
}
