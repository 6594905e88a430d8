import { join } from "node:path";
import { newScratch, prepareCache, publish, remove, removeScratches, userCacheFolder } from "./cache";
import { withLock } from "./lock";
import { addLauncher, makers as allMakers, type Maker } from "./makers";
import { resultName } from "./pins";
import { findInFolder, findOnPath } from "./programs";
import { reporting } from "./reporting";
import { type Surroundings, surroundings } from "./surroundings";
import { EngineUnavailableError, type Failure } from "./unavailable";

export interface EngineOptions extends Partial<Surroundings> {
  /** Where results are kept; by default the user's cache folder. */
  readonly cacheFolder?: string;
  readonly makers?: readonly Maker[];
  /** How often another process's lock is looked at. */
  readonly pauseMs?: number;
}

/**
 * The folder to put on PATH for a real Pulumi engine: the CLI, its Node.js language host and the dynamic provider's
 * launcher. Takes the first that works: a `pulumi` on PATH, an earlier result, the vendor's download, a build with Go.
 *
 * @throws EngineUnavailableError when none does; the signal's reason when it aborts.
 */
export async function ensureEngine(options: EngineOptions = {}): Promise<string> {
  const around = surroundings(options);
  const target = join(options.cacheFolder ?? userCacheFolder(), resultName());
  const failures: Failure[] = [];
  const attempt = trying(failures, around.signal);
  const found =
    (await attempt("a pulumi on PATH", () => findOnPath(around))) ??
    (await attempt("an earlier result", () => findInFolder(join(target, "bin"), around)));
  if (found !== undefined) {
    around.log(`using ${found}`);
    return found;
  }

  const prepared = await attempt("the cache folder", () => prepareCache(target));
  if (prepared === undefined) throw new EngineUnavailableError(failures);
  const onWait = () => around.log("another run is making the engine; waiting for it (up to some minutes)");
  const wait = {
    signal: around.signal,
    onWait,
    ...(options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs }),
  };
  return withLock(target, wait, (signal) =>
    makeOnce(target, options.makers ?? allMakers, failures, { ...around, signal }),
  );
}

/** Under the lock: the run that waited finds what the other one made. */
async function makeOnce(target: string, makers: readonly Maker[], failures: Failure[], around: Surroundings) {
  const attempt = trying(failures, around.signal);
  const made = await trying([], around.signal)("", () => findInFolder(join(target, "bin"), around));
  if (made !== undefined) return made;
  await removeScratches(target);
  for (const maker of makers) {
    const folder = await attempt(maker.name, () => makeBy(maker, target, around));
    if (folder !== undefined) return folder;
    around.log(`${maker.name} did not work: ${failures.at(-1)?.reason}`);
  }
  throw new EngineUnavailableError(failures);
}

async function makeBy(maker: Maker, target: string, around: Surroundings): Promise<string> {
  const scratch = await newScratch(target);
  try {
    await reporting(maker.announcement, around.log, () => maker.make(scratch, around));
    await addLauncher(scratch);
    await findInFolder(join(scratch.root, "bin"), around);
    around.signal.throwIfAborted();
    await publish(scratch, target);
    return join(target, "bin");
  } finally {
    await remove(scratch.folder);
  }
}

/** Turns a way's error into one line of the report; an abort ends everything. */
function trying(failures: Failure[], signal: AbortSignal) {
  return async (way: string, find: () => Promise<string>): Promise<string | undefined> => {
    signal.throwIfAborted();
    try {
      return await find();
    } catch (error) {
      signal.throwIfAborted();
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ way, reason: message.split("\n")[0] ?? message });
      return undefined;
    }
  };
}
