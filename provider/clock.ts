import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";

/** Time as the waiter sees it; tests pass one that advances by itself. */
export interface Clock {
  /** Milliseconds from an arbitrary start; never goes back, whatever happens to the machine's date. */
  now(): number;
  /** Resolves after `ms` milliseconds, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Node.js turns a longer timer into one of 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0 && !signal?.aborted; left -= longestTimerMs) {
      await setTimeout(Math.min(left, longestTimerMs), undefined, signal ? { signal } : {}).catch((error) => {
        if (!signal?.aborted) throw error;
      });
    }
  },
};
