import type { Clock } from "../clock";
import type { Problem } from "../core/problem";

/**
 * The API takes 200 calls a second from everybody together: a twentieth of it is a fair share for as long as it lasts, and
 * keeps a thousand waits below 5 % of a core.
 */
const sustainedMs = 100;
/** So many may come at once, such as the first polls of a large stack. */
const burst = 300;
/** Even then one after the other: waits that began together do not look in step. */
const shortestMs = 10;
const usualHoldMs = 4_000;

interface Host {
  /** When the next poll may begin. */
  free: number;
  /** When all polls so far would have been due at the sustained pace. */
  due: number;
  heldUntil: number;
}

/** All waits of a process share one pace for each host: polls are spread out, and one 429 holds everybody back. */
export class RateLimiter {
  readonly #hosts = new Map<string, Host>();

  constructor(private readonly clock: Clock) {}

  /** Resolves when the caller may look at this host, or when `signal` aborts. */
  async acquire(endpoint: string, signal?: AbortSignal): Promise<void> {
    const host = this.#host(endpoint);
    do {
      const at = Math.max(this.clock.now(), host.free, host.heldUntil, host.due - burst * sustainedMs);
      host.free = at + shortestMs;
      host.due = Math.max(at, host.due) + sustainedMs;
      await this.clock.sleep(at - this.clock.now(), signal);
      // Whoever was held back while sleeping queues again: else all of them would look at the same moment.
    } while (this.clock.now() < host.heldUntil && !signal?.aborted);
  }

  /** Told of every problem; only throttling changes the pace. */
  onThrottled(endpoint: string, { code, retryAfterMs }: Problem): void {
    if (code !== "APIG_THROTTLED") return;
    const host = this.#host(endpoint);
    host.heldUntil = Math.max(host.heldUntil, this.clock.now() + (retryAfterMs ?? usualHoldMs));
  }

  #host(endpoint: string): Host {
    const { host } = new URL(endpoint);
    const known = this.#hosts.get(host) ?? { free: 0, due: 0, heldUntil: 0 };
    this.#hosts.set(host, known);
    return known;
  }
}
