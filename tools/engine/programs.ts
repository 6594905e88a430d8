import { access, constants, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import semver from "semver";
import which from "which";
import { cliVersion } from "./pins";
import type { Surroundings } from "./surroundings";

/** What `pulumi up` of a Node.js program with dynamic resources runs, besides `pulumi` itself. */
const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** The `pulumi` on PATH; its folder, when it can be used. Throws with the reason when it cannot. */
export async function findOnPath(around: Surroundings): Promise<string> {
  const path = around.env.PATH ?? "";
  const pulumi = await which("pulumi", { path, nothrow: true });
  if (pulumi === null) throw new Error('no "pulumi" on PATH');
  // Package managers link `pulumi` alone; the engine looks beside the link's target too.
  const searched = [dirname(pulumi), dirname(await realpath(pulumi)), path].join(
    process.platform === "win32" ? ";" : ":",
  );
  await check(pulumi, searched, around);
  return resolve(dirname(pulumi));
}

/** The same check for a folder of our own making, which must hold everything itself. */
export async function findInFolder(folder: string, around: Surroundings): Promise<string> {
  const pulumi = await which("pulumi", { path: folder, nothrow: true });
  if (pulumi === null) throw new Error(`nothing in ${folder} yet`);
  await check(pulumi, folder, around);
  return folder;
}

async function check(pulumi: string, searched: string, around: Surroundings): Promise<void> {
  const version = await versionOf(pulumi, around);
  if (semver.parse(version) === null) throw new Error(`${pulumi} gives no version: ${JSON.stringify(version)}`);
  if (semver.lt(version, cliVersion)) throw new Error(`${pulumi} is ${version}, older than v${cliVersion}`);
  if (semver.major(version) > semver.major(cliVersion)) throw new Error(`${pulumi} is ${version}: not a Pulumi 3`);
  for (const companion of companions) {
    const found = await which(companion, { path: searched, nothrow: true });
    if (found === null) throw new Error(`${pulumi} has no ${companion} beside it or on PATH`);
    await access(found, constants.X_OK);
  }
}

/** `pulumi version`, in a home of its own: the user's login and plugins are none of our business. */
async function versionOf(pulumi: string, { env, run, signal }: Surroundings): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-home-"));
  try {
    const hermetic = { ...env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "1" };
    return (await run(pulumi, ["version"], { env: hermetic, signal, timeoutMs: 60_000 })).trim();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
