import { access, constants, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import semver from "semver";
import which from "which";
import type { EngineDeps } from "./deps";
import { cliVersion } from "./pins";

/** What `pulumi up` of a Node.js program with dynamic resources runs, besides `pulumi` itself. */
const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** The `pulumi` on PATH; its folder, when it can be used. Throws with the reason when it cannot. */
export async function findOnPath(deps: EngineDeps): Promise<string> {
  const path = deps.env.PATH ?? "";
  const pulumi = await which("pulumi", { path, nothrow: true });
  if (pulumi === null) throw new Error('no "pulumi" on PATH');
  // Package managers link `pulumi` alone; the engine also searches beside the link's target.
  const searched = [dirname(pulumi), dirname(await realpath(pulumi)), path].join(
    process.platform === "win32" ? ";" : ":",
  );
  await check(pulumi, searched, deps);
  return resolve(dirname(pulumi));
}

/** The same check for a folder that we made, which must hold everything. */
export async function findInFolder(folder: string, deps: EngineDeps): Promise<string> {
  const pulumi = await which("pulumi", { path: folder, nothrow: true });
  if (pulumi === null) throw new Error(`nothing in ${folder} yet`);
  await check(pulumi, folder, deps);
  return folder;
}

async function check(pulumi: string, searched: string, deps: EngineDeps): Promise<void> {
  const version = await versionOf(pulumi, deps);
  if (semver.parse(version) === null) throw new Error(`${pulumi} gives no version: ${JSON.stringify(version)}`);
  if (semver.lt(version, cliVersion)) throw new Error(`${pulumi} is ${version}, older than v${cliVersion}`);
  if (semver.major(version) > semver.major(cliVersion)) throw new Error(`${pulumi} is ${version}: not a Pulumi 3`);
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
