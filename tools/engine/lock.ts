import { setTimeout } from "node:timers/promises";
import { lock } from "proper-lockfile";

export interface Waiting {
  readonly signal: AbortSignal;
  /** Called once, when another process or call holds the lock. */
  readonly onWait: () => void;
  readonly pauseMs?: number;
}

/**
 * Runs the work while no other process runs it. The lock of a killed process becomes free after some seconds. If a process
 * loses its lock (a suspended machine), its signal aborts.
 */
export async function withLock<T>(path: string, wait: Waiting, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const lost = new AbortController();
  const release = await acquire(path, wait, (error) => lost.abort(error));
  try {
    return await work(AbortSignal.any([wait.signal, lost.signal]));
  } finally {
    // A lost lock belongs to another process.
    if (!lost.signal.aborted) await release();
  }
}

async function acquire(
  path: string,
  { signal, onWait, pauseMs = 1000 }: Waiting,
  onCompromised: (error: Error) => void,
) {
  for (let told = false; ; told = true) {
    signal.throwIfAborted();
    try {
      return await lock(path, { realpath: false, stale: 15_000, update: 3_000, onCompromised });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    }
    if (!told) onWait();
    await setTimeout(pauseMs, undefined, { signal });
  }
}
