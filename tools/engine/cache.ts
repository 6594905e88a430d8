import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import envPaths from "env-paths";

/** `~/.cache/pulumi-apig`, or the folder that XDG_CACHE_HOME, macOS or Windows use instead. */
export const userCacheFolder = (): string => envPaths("pulumi-apig", { suffix: "" }).cache;

/**
 * Folders for building: `root` becomes the result; `home` and `tmp` replace the user's own. All are in one folder beside
 * the result, so publishing is a rename, and a killed process leaves nothing elsewhere.
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

/** Removes the folders of interrupted runs. Call it only while holding the target's lock: other scratch folders are stale then. */
export async function removeScratches(target: string): Promise<void> {
  const prefix = basename(scratchPrefix(target));
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(prefix)) await remove(join(dirname(target), name));
  }
}

/** Puts the complete result in its place in one step, instead of a result that no longer works. */
export async function publish({ root }: Scratch, target: string): Promise<void> {
  await remove(target);
  await rename(root, target);
}

export const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 5 });

const scratchPrefix = (target: string): string => `${target}.scratch-`;
