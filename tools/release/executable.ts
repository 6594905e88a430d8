// One executable for a platform: its Node.js with the plugin in it, which it runs instead of what its arguments name.
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineDeps } from "../engine/deps";
import { forGo } from "../engine/run";
import { withoutCertificate } from "./certificate";
import { isMac, isWindows, type Platform } from "./platforms";

/** By which Node.js knows that there is something in it; its `:0` becomes `:1`. Source: Node.js, "Single executable applications". */
export const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * Turns `plugin.js` in a folder into what Node.js takes from its own executable, and returns that file. `node` is of the version that
 * will hold it. Neither code cache nor snapshot: both belong to one platform.
 */
export async function makeBlob(folder: string, node: string, { env, run, signal }: EngineDeps): Promise<string> {
  const config = { main: "plugin.js", output: "plugin.blob", disableExperimentalSEAWarning: true };
  await writeFile(join(folder, "sea.json"), JSON.stringify({ ...config, useSnapshot: false, useCodeCache: false }));
  const { NODE_OPTIONS, ...own } = env;
  await run(node, ["--experimental-sea-config", "sea.json"], { cwd: folder, env: own, signal });
  return join(folder, config.output);
}

export async function makeExecutable(
  platform: Platform,
  { node, blob, target }: { readonly node: string; readonly blob: string; readonly target: string },
  { env, run, signal }: EngineDeps,
): Promise<void> {
  const original = await readFile(node);
  await writeFile(target, isWindows(platform) ? withoutCertificate(original) : original);
  await chmod(target, 0o755);
  const flags = ["--sentinel-fuse", fuse, ...(isMac(platform) ? ["--macho-segment-name", "NODE_SEA"] : [])];
  const postject = require.resolve("postject/dist/cli.js");
  await run(process.execPath, [postject, target, "NODE_SEA_BLOB", blob, ...flags], { env, signal });
  if (!isMac(platform)) return;
  await run("go", ["run", ".", target], { cwd: join(__dirname, "../modules/sign"), env: forGo(env), signal });
}
