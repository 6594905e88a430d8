import { join } from "node:path";
import { newScratch, prepareCache, publish, remove, removeScratches } from "./cache";
import type { EngineDeps } from "./deps";
import { withLock } from "./lock";
import type { Maker } from "./makers";
import { reporting } from "./reporting";
import { EngineUnavailableError, type Failure } from "./unavailable";

/** Something to have in the cache. */
export interface Wanted {
  /** Its folder; what is used is in `bin`. */
  readonly target: string;
  readonly makers: readonly Maker[];
  /** Throws with the reason when the folder does not hold everything. */
  readonly check: (folder: string) => Promise<string>;
}

export interface Obtaining {
  readonly deps: EngineDeps;
  /** Gets the ways that failed. */
  readonly failures: Failure[];
  /** How often to check another process's lock, in milliseconds. */
  readonly pauseMs?: number | undefined;
}

/** The folder of an earlier result, or of a new one. Throws EngineUnavailableError when no way works. */
export async function obtain(wanted: Wanted, { deps, failures, pauseMs }: Obtaining): Promise<string> {
  const attempt = trying(failures, deps.signal);
  const found = await attempt("an earlier result", () => wanted.check(join(wanted.target, "bin")));
  if (found !== undefined) return found;
  const prepared = await attempt("the cache folder", () => prepareCache(wanted.target));
  if (prepared === undefined) throw new EngineUnavailableError(failures);
  const onWait = () => deps.log("another run is making the engine; waiting for it (up to some minutes)");
  const wait = { signal: deps.signal, onWait, ...(pauseMs === undefined ? {} : { pauseMs }) };
  return withLock(wanted.target, wait, (signal) => makeOnce(wanted, failures, { ...deps, signal }));
}

/** Called under the lock: a run that waited finds the other run's result. */
async function makeOnce({ target, makers, check }: Wanted, failures: Failure[], deps: EngineDeps): Promise<string> {
  const attempt = trying(failures, deps.signal);
  const made = await trying([], deps.signal)("", () => check(join(target, "bin")));
  if (made !== undefined) return made;
  await removeScratches(target);
  for (const maker of makers) {
    const folder = await attempt(maker.name, () => makeBy(maker, target, check, deps));
    if (folder !== undefined) return folder;
    deps.log(`${maker.name} did not work: ${failures.at(-1)?.reason}`);
  }
  throw new EngineUnavailableError(failures);
}

async function makeBy(maker: Maker, target: string, check: Wanted["check"], deps: EngineDeps): Promise<string> {
  const scratch = await newScratch(target);
  try {
    await reporting(maker.announcement, deps.log, () => maker.make(scratch, deps));
    await check(join(scratch.root, "bin"));
    deps.signal.throwIfAborted();
    await publish(scratch, target);
    return join(target, "bin");
  } finally {
    await remove(scratch.folder);
  }
}

/** Turns the error of one way into one line of the report. An abort ends everything. */
export function trying(failures: Failure[], signal: AbortSignal) {
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
