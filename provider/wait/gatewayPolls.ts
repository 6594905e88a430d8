// Waits for one gateway share each request here.
import { pollGateway } from "../client";
import { type Clock, onAbort, withDeadline, withSignal } from "../clock";
import type { PollResult } from "../core/decide";
import { type Problem, problemOfError } from "../core/problem";
import { givenUp, tooLate } from "../core/text/network";
import type { Connection } from "../credentials/connection";
import { ApigError } from "../errors";
import type { Turn } from "../http/rateLimiter";
import type { Poll, PollContext } from "../waiter";

/** Who waits for the result of a request. */
interface User extends Omit<PollContext, "signal"> {
  /** When the request must get its turn at the latest, by the clock. */
  readonly untilMs: number;
}

/** One request, and all who wait for its result. */
class UnderWay {
  result: Promise<PollResult> | undefined;
  readonly #users = new Set<User>();
  readonly #stop = new AbortController();
  #isSent = false;
  readonly #turn: Turn = {
    untilMs: Infinity,
    onHeld: (problem, ms) => {
      for (const { onHeld } of this.#users) onHeld(problem, ms);
    },
  };

  readonly around = {
    signal: this.#stop.signal,
    turn: this.#turn,
    onSent: () => {
      this.#isSent = true;
      for (const { onSent } of this.#users) onSent();
    },
  };

  /** The request leaves in time for the one who is in the greatest hurry. */
  join(user: User): void {
    this.#users.add(user);
    if (this.#isSent) user.onSent();
    if (user.untilMs >= (this.#turn.untilMs ?? Infinity)) return;
    this.#turn.untilMs = user.untilMs;
    this.#turn.wake?.();
  }

  /** True if nobody is left, which ends the request. */
  leave(user: User, reason: unknown): boolean {
    if (this.#users.delete(user) && this.#users.size === 0) this.#stop.abort(reason);
    return this.#users.size === 0;
  }
}

/** The polls of one gateway over one connection, which all waits for it share: the result of one poll wakes all of them. */
export class GatewayPolls {
  #underWay: UnderWay | undefined;
  readonly #listeners = new Set<(seen: PollResult) => void>();

  constructor(
    private readonly instanceId: string,
    private readonly connection: Pick<Connection, "endpoint" | "open">,
    private readonly clock: Clock,
  ) {}

  /**
   * One poll of a wait: finds the project, then sends the request or joins the one that is under way. Throws the ApigError of `open` where
   * waiting cannot mend it.
   */
  readonly poll: Poll = async ({ requestMs, turnMs, totalMs }, { signal: outer, onSent, onHeld }) => {
    let held: Problem | null = null;
    let isSent = false;
    const user: User = {
      untilMs: this.clock.now() + turnMs,
      onHeld(problem, ms) {
        held = problem;
        onHeld(problem, ms);
      },
      onSent() {
        held = null;
        isSent = true;
        onSent();
      },
    };
    const error = () => tooLate(this.connection.endpoint, totalMs, isSent, held);
    try {
      return await withDeadline({ ms: totalMs, outer, error }, async (cut) => {
        const api = await this.connection.open();
        if (cut.aborted) throw givenUp(cut);
        this.#underWay ??= new UnderWay();
        const one = this.#underWay;
        one.join(user);
        one.result ??= pollGateway(this.instanceId, api, { timeoutMs: requestMs, ...one.around }).then((seen) => {
          if (!one.around.signal.aborted) for (const tell of this.#listeners) tell(seen);
          return seen;
        });
        // Who gives up leaves it to the others; the last one ends it, at once: the request may know why it did not end.
        const leave = () => {
          if (one.leave(user, cut.reason) && this.#underWay === one) this.#underWay = undefined;
        };
        onAbort(cut, leave);
        return one.result.finally(leave);
      });
    } catch (error) {
      if (!(error instanceof ApigError)) throw error;
      const problem = problemOfError(error, (text) => text);
      if (problem.retryability !== "retry") throw error;
      return { kind: "problem", problem };
    }
  };

  /** Sleeps. If another wait gets a poll result during that time, returns it at once. */
  readonly pause = (ms: number, signal?: AbortSignal): Promise<PollResult | undefined> =>
    withSignal(signal, async (own) => {
      let heard: PollResult | undefined;
      const listener = (seen: PollResult) => {
        heard = seen;
        own.abort();
      };
      this.#listeners.add(listener);
      await this.clock.sleep(ms, own.signal).finally(() => this.#listeners.delete(listener));
      return heard;
    });
}
