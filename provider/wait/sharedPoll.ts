import { type Clock, unlessAborted, withSignal } from "../clock";
import type { PollResult } from "../core/decide";
import { givenUp } from "../credentials/gate";
import type { Turn } from "../http/rateLimiter";
import type { HttpRequest } from "../http/transport";
import type { PollContext } from "../waiter";

/** Sends a request, which may have to wait for its turn first. */
export type SendPoll = (around: Pick<HttpRequest, "signal" | "turn" | "onSent">) => Promise<PollResult>;

/** Who waits for the result of a poll. */
export interface PollUser extends Omit<PollContext, "signal"> {
  /** When the request must get its turn at the latest, by the clock. */
  readonly untilMs: number;
}

/** One request, and all who wait for its result. */
class UnderWay {
  readonly users = new Set<PollUser>();
  result: Promise<PollResult> | undefined;
  readonly #stop = new AbortController();
  #isSent = false;
  readonly #turn: Turn = {
    untilMs: Infinity,
    onHeld: (problem, ms) => {
      for (const { onHeld } of this.users) onHeld(problem, ms);
    },
  };

  readonly around = {
    signal: this.#stop.signal,
    turn: this.#turn,
    onSent: () => {
      this.#isSent = true;
      for (const { onSent } of this.users) onSent();
    },
  };

  /** The request leaves in time for the one who is in the greatest hurry. */
  join(user: PollUser): void {
    this.users.add(user);
    if (this.#isSent) user.onSent();
    if (user.untilMs >= (this.#turn.untilMs ?? Infinity)) return;
    this.#turn.untilMs = user.untilMs;
    this.#turn.wake?.();
  }

  /** True if nobody is left, which ends the request. */
  leave(user: PollUser, reason: unknown): boolean {
    if (this.users.delete(user) && this.users.size === 0) this.#stop.abort(reason);
    return this.users.size === 0;
  }
}

/** Waits for the same gateway share their polls: the result of one poll wakes all of them. */
export class SharedPoll {
  #underWay: UnderWay | undefined;
  readonly #listeners = new Set<(seen: PollResult) => void>();

  constructor(private readonly clock: Clock) {}

  /** Sends a request, or joins the one that is under way. Who gives up leaves it to the others; the last one ends it. */
  async poll(send: SendPoll, user: PollUser, signal: AbortSignal): Promise<PollResult> {
    this.#underWay ??= new UnderWay();
    const one = this.#underWay;
    const leave = () => {
      if (one.leave(user, signal.reason) && this.#underWay === one) this.#underWay = undefined;
    };
    const result = () => {
      one.join(user);
      one.result ??= send(one.around).then((seen) => {
        if (!one.around.signal.aborted) for (const tell of this.#listeners) tell(seen);
        return seen;
      });
      return one.result;
    };
    const given = () => {
      leave();
      return givenUp();
    };
    return unlessAborted(result, signal, given).finally(leave);
  }

  /** Sleeps. If another wait gets a poll result during that time, returns it at once. */
  readonly pause = (ms: number, signal?: AbortSignal): Promise<PollResult | undefined> =>
    withSignal(signal, async (own) => {
      let heard: PollResult | undefined;
      const listener = (seen: PollResult) => {
        heard = seen;
        own.abort();
      };
      this.#listeners.add(listener);
      await this.clock.sleep(ms, own.signal);
      this.#listeners.delete(listener);
      return heard;
    });
}

/** The shared polls of this process. */
export class SharedPolls {
  readonly #open = new Map<string, { readonly poll: SharedPoll; users: number }>();

  constructor(private readonly clock: Clock) {}

  /** Runs a wait with the shared poll of this key, which exists as long as a wait uses it. */
  async use<T>(key: string, run: (poll: SharedPoll) => Promise<T>): Promise<T> {
    const entry = this.#open.get(key) ?? { poll: new SharedPoll(this.clock), users: 0 };
    this.#open.set(key, entry);
    entry.users++;
    try {
      return await run(entry.poll);
    } finally {
      if (--entry.users === 0) this.#open.delete(key);
    }
  }
}
