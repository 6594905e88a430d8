// The limit of 10 requests a second: the queue at each host; pace.ts has the figures, paced.ts is the layer of a request.
import { type Clock, withSignal } from "../clock";
import { getOrCreate } from "../core/getOrCreate";
import type { Problem } from "../core/problem";
import { afterAnswer, afterBegin, afterThrottling, earliestMs, freshPace, type Pace } from "./pace";

interface Host {
  pace: Pace;
  /** The throttling that holds the host back. */
  problem: Problem | null;
  /** Who waits, in the order they came; only the first has a time, the others are woken. */
  readonly queue: Set<Turn>;
}

/** How somebody waits for a turn. */
export interface Turn {
  /** When it comes at the latest, by the clock, whatever holds the host back. Default: never. */
  untilMs?: number;
  /** Told what holds it back, and for how many milliseconds. */
  readonly onHeld?: (problem: Problem, ms: number) => void;
  /** Set while it waits: to be called when `untilMs` has changed. */
  wake?: () => void;
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
  async acquire(url: string, turn: Turn = {}, signal?: AbortSignal): Promise<void> {
    const host = this.#host(url);
    host.queue.add(turn);
    try {
      while (!signal?.aborted) {
        const now = this.clock.now();
        const { untilMs = Infinity, onHeld } = turn;
        const at = Math.min(first(host.queue) === turn ? earliestMs(host.pace) : Infinity, untilMs);
        if (at <= now) {
          host.pace = afterBegin(host.pace, now, this.random());
          return;
        }
        const { heldMs } = host.pace;
        if (host.problem && heldMs > now) onHeld?.(host.problem, Math.min(heldMs, untilMs) - now);
        await withSignal(signal, (own) => {
          turn.wake = () => own.abort();
          return this.clock.sleep(at - now, own.signal);
        });
      }
    } finally {
      host.queue.delete(turn);
      first(host.queue)?.wake?.();
    }
  }

  /** Told of every answer that has what was asked for: the host takes this pace, and perhaps a faster one. */
  onAnswered(url: string): void {
    const host = this.#host(url);
    host.pace = afterAnswer(host.pace);
  }

  /** Told of every problem; only throttling changes the pace. */
  onThrottled(url: string, problem: Problem): void {
    if (problem.code !== "APIG_THROTTLED") return;
    const host = this.#host(url);
    const { heldMs } = host.pace;
    host.pace = afterThrottling(host.pace, this.clock.now(), problem.retryAfterMs, this.random());
    if (host.pace.heldMs <= heldMs) return;
    host.problem = problem;
    for (const { wake } of [...host.queue]) wake?.();
  }

  #host(url: string): Host {
    const { host } = new URL(url);
    return getOrCreate(this.#hosts, host, () => ({ pace: freshPace, problem: null, queue: new Set() }));
  }
}

const first = ([turn]: Iterable<Turn>) => turn;
