import { type Clock, withSignal } from "../clock";
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
  /** When the next request may begin. */
  free: number;
  /** When all requests so far would have been due at the sustained pace. */
  due: number;
  /** The throttling that holds the host back, and until when. */
  held: { readonly problem: Problem; readonly untilMs: number } | null;
  /** Who waits, in the order they came; only the first has a time, the others are woken. */
  readonly queue: Set<Place>;
}

interface Place {
  wake(): void;
}

export interface Turn {
  /** When the turn comes at the latest, by the clock, whatever holds the host back. Default: never. */
  readonly untilMs?: number;
  readonly signal?: AbortSignal;
  /** Told what holds the caller back, and for how many milliseconds. */
  readonly onHeld?: (problem: Problem, ms: number) => void;
}

/** All waits of a process share one pace for each host: requests are spread out, and one 429 holds everybody back. */
export class RateLimiter {
  readonly #hosts = new Map<string, Host>();

  constructor(private readonly clock: Clock) {}

  /** Resolves when it is the caller's turn at this host, or when `signal` aborts, which leaves the turn to the next. */
  async acquire(endpoint: string, { untilMs = Infinity, signal, onHeld }: Turn = {}): Promise<void> {
    const host = this.#host(endpoint);
    const place: Place = { wake: () => {} };
    host.queue.add(place);
    try {
      while (!signal?.aborted) {
        const now = this.clock.now();
        const at = Math.min(first(host.queue) === place ? earliest(host) : Infinity, untilMs);
        if (at <= now) return begin(host, now);
        if (host.held && host.held.untilMs > now)
          onHeld?.(host.held.problem, Math.min(host.held.untilMs, untilMs) - now);
        await withSignal(signal, (own) => {
          place.wake = () => own.abort();
          return this.clock.sleep(at - now, own.signal);
        });
      }
    } finally {
      host.queue.delete(place);
      first(host.queue)?.wake();
    }
  }

  /** Told of every problem; only throttling changes the pace. */
  onThrottled(endpoint: string, problem: Problem): void {
    if (problem.code !== "APIG_THROTTLED") return;
    const host = this.#host(endpoint);
    const untilMs = this.clock.now() + (problem.retryAfterMs ?? usualHoldMs);
    if (untilMs <= (host.held?.untilMs ?? 0)) return;
    host.held = { problem, untilMs };
    for (const { wake } of [...host.queue]) wake();
  }

  #host(endpoint: string): Host {
    const { host } = new URL(endpoint);
    const known = this.#hosts.get(host) ?? { free: 0, due: 0, held: null, queue: new Set() };
    this.#hosts.set(host, known);
    return known;
  }
}

const first = ([place]: Iterable<Place>) => place;

const earliest = ({ free, due, held }: Host) => Math.max(free, held?.untilMs ?? 0, due - burst * sustainedMs);

function begin(host: Host, now: number): void {
  host.free = now + shortestMs;
  host.due = Math.max(now, host.due) + sustainedMs;
}
