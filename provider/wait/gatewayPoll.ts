import { pollGateway } from "../client";
import { type Clock, withDeadline } from "../clock";
import { noAnswerWithin } from "../core/duration";
import { type Problem, problemOfError } from "../core/problem";
import type { ApiConnection } from "../credentials/access";
import { ApigError } from "../errors";
import type { RateLimiter } from "../http/rateLimiter";
import type { Poll } from "../waiter";
import type { SharedPoll } from "./sharedPoll";

export interface PollParts {
  readonly instanceId: string;
  readonly open: () => Promise<ApiConnection>;
  readonly shared: SharedPoll;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  /** Told when a problem of the host holds this wait back, and for how long. */
  readonly onHeld: (problem: Problem, ms: number) => void;
}

/**
 * One poll of a wait: find out how the gateway is reached, wait for a turn at the host, send the request or join the one
 * that is under way. What another wait sees meanwhile counts as this poll. Throws the ApigError of `open` where waiting
 * cannot mend it.
 */
export function gatewayPoll({ instanceId, open, shared, rateLimiter, clock, onHeld }: PollParts): Poll {
  return async ({ requestMs: timeoutMs, turnMs, totalMs }, { signal: outer, onSent }) => {
    const untilMs = clock.now() + turnMs;
    const error = () => noAnswer(shared.connection?.endpoint, totalMs);
    try {
      return await withDeadline({ ms: totalMs, outer, error }, async (cut) => {
        const connection = await shared.connect(open);
        const turn = (signal: AbortSignal) => rateLimiter.acquire(connection.endpoint, { untilMs, signal, onHeld });
        const heard = await shared.unlessSeen(turn, cut);
        if (heard || cut.aborted) return heard ?? problemOf(error());
        const began = clock.now();
        return shared.poll(
          (around) => pollGateway(instanceId, connection, { timeoutMs, rateLimiter, ...around }),
          cut,
          () => onSent(clock.now() - began),
        );
      });
    } catch (error) {
      if (!(error instanceof ApigError)) throw error;
      const seen = problemOf(error);
      if (seen.problem.retryability !== "retry") throw error;
      return seen;
    }
  };
}

const problemOf = (error: ApigError) => ({ kind: "problem", problem: problemOfError(error, (text) => text) }) as const;

function noAnswer(endpoint: string | undefined, ms: number): ApigError {
  const whose = endpoint === undefined ? "" : `${endpoint}: `;
  return new ApigError("APIG_UNREACHABLE", `${whose}${noAnswerWithin(ms)}`);
}
