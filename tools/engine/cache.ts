import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import envPaths from "env-paths";

/** `~/.cache/pulumi-apig` or what XDG_CACHE_HOME, macOS and Windows have instead. */
export const userCacheFolder = (): string => envPaths("pulumi-apig", { suffix: "" }).cache;

/**
 * Where something is being made: `root` becomes the result, `home` and `tmp` stand in for the user's own. All in one
 * folder beside the result, so that publishing is a rename and nothing is left elsewhere when the process is killed.
 */
export interface Scratch {
  readonly folder: string;
  readonly root: string;
  readonly home: string;
  readonly tmp: string;
}

export async function newScratch(target: string): Promise<Scratch> {
  const folder = await mkdtemp(scratchPrefix(target));
  const scratch = { folder, root: join(folder, "root"), home: join(folder, "home"), tmp: join(folder, "tmp") };
  for (const part of [scratch.root, scratch.home, scratch.tmp]) await mkdir(part);
  return scratch;
}

export async function prepareCache(target: string): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  await access(dirname(target), constants.W_OK);
  return target;
}

/** Removes what interrupted runs left. Only for the holder of the target's lock: everyone else's scratch is stale then. */
export async function removeScratches(target: string): Promise<void> {
  const prefix = basename(scratchPrefix(target));
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(prefix)) await remove(join(dirname(target), name));
  }
}

/** Makes the result visible at once and whole, in place of one that no longer works. */
export async function publish({ root }: Scratch, target: string): Promise<void> {
  await remove(target);
  await rename(root, target);
}

export const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 5 });

const scratchPrefix = (target: string): string => `${target}.scratch-`;
