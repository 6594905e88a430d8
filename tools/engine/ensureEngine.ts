import { join } from "node:path";
import { newScratch, prepareCache, publish, remove, removeScratches, userCacheFolder } from "./cache";
import { type EngineDeps, engineDeps } from "./deps";
import { withLock } from "./lock";
import { addLauncher, makers as allMakers, type Maker } from "./makers";
import { resultName } from "./pins";
import { findInFolder, findOnPath } from "./programs";
import { reporting } from "./reporting";
import { EngineUnavailableError, type Failure } from "./unavailable";

export interface EngineOptions extends Partial<EngineDeps> {
  /** Where results are kept; by default the user's cache folder. */
  readonly cacheFolder?: string;
  readonly makers?: readonly Maker[];
  /** How often to check another process's lock, in milliseconds. */
  readonly pauseMs?: number;
}

/**
 * The folder to put on PATH for a real Pulumi engine: the CLI, its Node.js language host and the dynamic provider's
 * launcher. Takes the first that works: a `pulumi` on PATH, an earlier result, the vendor's download, a build with Go.
 *
 * @throws EngineUnavailableError when none does; the signal's reason when it aborts.
 */
export async function ensureEngine(options: EngineOptions = {}): Promise<string> {
  const deps = engineDeps(options);
  const target = join(options.cacheFolder ?? userCacheFolder(), resultName());
  const failures: Failure[] = [];
  const attempt = trying(failures, deps.signal);
  const found =
    (await attempt("a pulumi on PATH", () => findOnPath(deps))) ??
    (await attempt("an earlier result", () => findInFolder(join(target, "bin"), deps)));
  if (found !== undefined) {
    deps.log(`using ${found}`);
    return found;
  }

  const prepared = await attempt("the cache folder", () => prepareCache(target));
  if (prepared === undefined) throw new EngineUnavailableError(failures);
  const onWait = () => deps.log("another run is making the engine; waiting for it (up to some minutes)");
  const wait = {
    signal: deps.signal,
    onWait,
    ...(options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs }),
  };
  return withLock(target, wait, (signal) =>
    makeOnce(target, options.makers ?? allMakers, failures, { ...deps, signal }),
  );
}

/** Called under the lock: a run that waited finds the other run's result. */
async function makeOnce(target: string, makers: readonly Maker[], failures: Failure[], deps: EngineDeps) {
  const attempt = trying(failures, deps.signal);
  const made = await trying([], deps.signal)("", () => findInFolder(join(target, "bin"), deps));
  if (made !== undefined) return made;
  await removeScratches(target);
  for (const maker of makers) {
    const folder = await attempt(maker.name, () => makeBy(maker, target, deps));
    if (folder !== undefined) return folder;
    deps.log(`${maker.name} did not work: ${failures.at(-1)?.reason}`);
  }
  throw new EngineUnavailableError(failures);
}

async function makeBy(maker: Maker, target: string, deps: EngineDeps): Promise<string> {
  const scratch = await newScratch(target);
  try {
    await reporting(maker.announcement, deps.log, () => maker.make(scratch, deps));
    await addLauncher(scratch);
    await findInFolder(join(scratch.root, "bin"), deps);
    deps.signal.throwIfAborted();
    await publish(scratch, target);
    return join(target, "bin");
  } finally {
    await remove(scratch.folder);
  }
}

/** Turns the error of one way into one line of the report. An abort ends everything. */
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
