import type { Clock } from "./clock";
import type { Problem } from "./core/problem";

/** The API takes 200 calls a second from everybody together: a tenth of it is a fair share. */
const betweenLooksMs = 50;
const usualHoldMs = 4_000;

/** All waits of a process share one pace for each host: looks are spread out, and one 429 holds everybody back. */
export class Pace {
  readonly #hosts = new Map<string, { free: number; heldUntil: number }>();

  constructor(private readonly clock: Clock) {}

  /** Resolves when the caller may look at this host, or when `signal` aborts. */
  async turn(endpoint: string, signal?: AbortSignal): Promise<void> {
    const host = this.#host(endpoint);
    do {
      const at = Math.max(this.clock.now(), host.free, host.heldUntil);
      host.free = at + betweenLooksMs;
      await this.clock.sleep(at - this.clock.now(), signal);
      // Whoever was held back while sleeping queues again: else all of them would look at the same moment.
    } while (this.clock.now() < host.heldUntil && !signal?.aborted);
  }

  /** Told of every problem; only throttling changes the pace. */
  heed(endpoint: string, { code, retryAfterMs }: Problem): void {
    if (code !== "APIG_THROTTLED") return;
    const host = this.#host(endpoint);
    host.heldUntil = Math.max(host.heldUntil, this.clock.now() + (retryAfterMs ?? usualHoldMs));
  }

  #host(endpoint: string) {
    const { host } = new URL(endpoint);
    const known = this.#hosts.get(host) ?? { free: 0, heldUntil: 0 };
    this.#hosts.set(host, known);
    return known;
  }
}
