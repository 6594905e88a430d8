import { type Clock, withSignal } from "../clock";
import type { Problem } from "../core/problem";
import { afterAnswer, afterBegin, afterThrottling, earliestMs, freshPace, type Pace } from "./pace";

interface Host {
  pace: Pace;
  /** The throttling that holds the host back. */
  problem: Problem | null;
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

  constructor(
    private readonly clock: Clock,
    /** Uniform in [0, 1). */
    private readonly random: () => number,
  ) {}

  /** Resolves when it is the caller's turn at this host, or when `signal` aborts, which leaves the turn to the next. */
  async acquire(endpoint: string, { untilMs = Infinity, signal, onHeld }: Turn = {}): Promise<void> {
    const host = this.#host(endpoint);
    const place: Place = { wake: () => {} };
    host.queue.add(place);
    try {
      while (!signal?.aborted) {
        const now = this.clock.now();
        const at = Math.min(first(host.queue) === place ? earliestMs(host.pace) : Infinity, untilMs);
        if (at <= now) {
          host.pace = afterBegin(host.pace, now, this.random());
          return;
        }
        const { heldMs } = host.pace;
        if (host.problem && heldMs > now) onHeld?.(host.problem, Math.min(heldMs, untilMs) - now);
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

  /** Told of every answer that is none of a server in trouble: the host takes this pace, and perhaps a faster one. */
  onAnswered(endpoint: string): void {
    const host = this.#host(endpoint);
    host.pace = afterAnswer(host.pace);
  }

  /** Told of every problem; only throttling changes the pace. */
  onThrottled(endpoint: string, problem: Problem): void {
    if (problem.code !== "APIG_THROTTLED") return;
    const host = this.#host(endpoint);
    const { heldMs } = host.pace;
    host.pace = afterThrottling(host.pace, this.clock.now(), problem.retryAfterMs, this.random());
    if (host.pace.heldMs <= heldMs) return;
    host.problem = problem;
    for (const { wake } of [...host.queue]) wake();
  }

  #host(endpoint: string): Host {
    const { host } = new URL(endpoint);
    const known = this.#hosts.get(host) ?? { pace: freshPace, problem: null, queue: new Set() };
    this.#hosts.set(host, known);
    return known;
  }
}

const first = ([place]: Iterable<Place>) => place;
