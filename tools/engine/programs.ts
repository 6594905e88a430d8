import { access, constants, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import semver from "semver";
import which from "which";
import type { EngineDeps } from "./deps";
import { clis, type Pin } from "./pins";

/** What `pulumi up` of a Node.js program with dynamic resources runs, besides `pulumi` and the language host. */
export const launcher = "pulumi-resource-pulumi-nodejs";

export const programsOf = ({ command, script }: Pin): string[] => [command, ...(script ? [basename(script)] : [])];

export interface Needs {
  /** Exactly this version of the CLI; by default any Pulumi 3 from the oldest on. */
  readonly version?: string | undefined;
  /** Programs beside `pulumi`. */
  readonly companions: readonly string[];
}

/** The `pulumi` on PATH; its folder, when it can be used. Throws with the reason when it cannot. */
export async function findOnPath(needs: Needs, deps: EngineDeps): Promise<string> {
  const path = deps.env.PATH ?? "";
  const pulumi = await which("pulumi", { path, nothrow: true });
  if (pulumi === null) throw new Error('no "pulumi" on PATH');
  // Package managers link `pulumi` alone; the engine also searches beside the link's target.
  const searched = [dirname(pulumi), dirname(await realpath(pulumi)), path].join(delimiter);
  await check(pulumi, searched, needs, deps);
  return resolve(dirname(pulumi));
}

/** The same check for a folder that we made, which must hold everything. */
export async function findInFolder(folder: string, needs: Needs, deps: EngineDeps): Promise<string> {
  const pulumi = await which("pulumi", { path: folder, nothrow: true });
  if (pulumi === null) throw new Error(`nothing in ${folder} yet`);
  await check(pulumi, folder, needs, deps);
  return folder;
}

/** A folder that holds the programs, whatever they are. */
export async function findPrograms(folder: string, programs: readonly string[]): Promise<string> {
  for (const program of programs) {
    const found = await which(program, { path: folder, nothrow: true });
    if (found === null) throw new Error(`no ${program} in ${folder}`);
    await access(found, constants.X_OK);
  }
  return folder;
}

async function check(pulumi: string, searched: string, { version, companions }: Needs, deps: EngineDeps) {
  const actual = await versionOf(pulumi, deps);
  const oldest = clis.oldest.version;
  if (semver.parse(actual) === null) throw new Error(`${pulumi} gives no version: ${JSON.stringify(actual)}`);
  if (version && semver.neq(actual, version)) throw new Error(`${pulumi} is ${actual}, not v${version}`);
  if (semver.lt(actual, oldest)) throw new Error(`${pulumi} is ${actual}, older than v${oldest}`);
  if (semver.major(actual) > semver.major(oldest)) throw new Error(`${pulumi} is ${actual}: not a Pulumi 3`);
  for (const companion of companions) {
    const found = await which(companion, { path: searched, nothrow: true });
    if (found === null) throw new Error(`${pulumi} has no ${companion} beside it or on PATH`);
    await access(found, constants.X_OK);
  }
}

/** `pulumi version` with a separate home, so that it does not read the user's login and plugins. */
async function versionOf(pulumi: string, { env, run, signal }: EngineDeps): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-home-"));
  try {
    const hermetic = { ...env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "1" };
    return (await run(pulumi, ["version"], { env: hermetic, signal, timeoutMs: 60_000 })).trim();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
