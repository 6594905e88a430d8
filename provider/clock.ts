import { performance } from "node:perf_hooks";

/** The time that the waiter uses. Tests pass a clock that advances without waiting. */
export interface Clock {
  /** Milliseconds from an arbitrary start. It never goes back, also when the machine's date is changed. */
  now(): number;
  /** Resolves after `ms` milliseconds, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Node.js turns a longer timer into one of 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0 && !signal?.aborted; left -= longestTimerMs)
      await pause(Math.min(left, longestTimerMs), signal);
  },
};

/** As in `node:timers/promises`, without an error for each sleep that is ended: most of those of a thousand waits are. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}

/** Runs a task that has a signal of its own: it aborts with `outer`, or when the task aborts it. No listener stays behind. */
export async function withSignal<T>(
  outer: AbortSignal | undefined,
  task: (own: AbortController) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const leave = onAbort(outer, () => own.abort(outer?.reason));
  try {
    return await task(own);
  } finally {
    leave();
  }
}

/** All that stops with a signal, behind its one listener: Node.js warns of more than ten. */
class Followers extends Set<() => void> {
  handleEvent(): void {
    for (const stop of [...this]) stop();
  }
}

const followed = new WeakMap<AbortSignal, Followers>();

/** Calls `stop` when the signal aborts, now if it has aborted. Returns what ends that. */
export function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (signal?.aborted) stop();
  if (!signal || signal.aborted) return () => {};
  const followers = followed.get(signal) ?? new Followers();
  followed.set(signal, followers);
  signal.addEventListener("abort", followers, { once: true });
  followers.add(stop);
  return () => {
    followers.delete(stop);
    if (followers.size === 0) signal.removeEventListener("abort", followers);
  };
}

export interface Deadline {
  readonly ms: number;
  readonly outer?: AbortSignal | undefined;
  /** What is thrown when the time is up or `outer` aborts. */
  readonly error: () => Error;
}

/**
 * Runs a task until its time is up or `outer` aborts, as `unlessAborted` does. The task's signal aborts then. What is too late already is
 * not begun.
 */
export async function withDeadline<T>(
  { ms, outer, error }: Deadline,
  task: (cut: AbortSignal) => Promise<T>,
): Promise<T> {
  if (outer?.aborted) throw error();
  const own = new AbortController();
  const leave = onAbort(outer, () => own.abort(outer?.reason));
  const timer = setTimeout(() => own.abort(error()), Math.min(ms, longestTimerMs));
  try {
    return await unlessAborted(task(own.signal), own.signal, error);
  } finally {
    clearTimeout(timer);
    leave();
  }
}

/** What a task gives. Rejects with `error` at the moment when `signal` aborts, also where the task goes on: it may be shared, such as a login. */
export function unlessAborted<T>(task: Promise<T>, signal: AbortSignal | undefined, error: () => Error): Promise<T> {
  if (!signal) return task;
  return new Promise<T>((resolve, reject) => {
    // The task may know more, such as a proxy that did not answer; it has this turn to say so.
    const leave = onAbort(signal, () => setImmediate(reject, error()));
    task.then(resolve, reject).finally(leave);
  });
}
