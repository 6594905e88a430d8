import { pollGateway } from "../client";
import { type Clock, withDeadline } from "../clock";
import { type Problem, problemOfError } from "../core/problem";
import { tooLate } from "../core/text/network";
import type { ApiConnection } from "../credentials/connections";
import { ApigError } from "../errors";
import type { Poll } from "../waiter";
import type { PollUser, SharedPoll } from "./sharedPoll";

export interface PollParts {
  readonly instanceId: string;
  readonly connection: Pick<ApiConnection, "endpoint"> & {
    /** Finds the project, which may take requests. */
    open(): Promise<ApiConnection>;
  };
  readonly shared: SharedPoll;
  readonly clock: Clock;
  /** Told when a problem of the host holds this wait back, and for how long. */
  readonly onHeld: (problem: Problem, ms: number) => void;
}

/**
 * One poll of a wait: find the project, then send the request or join the one that is under way. Throws the ApigError of `open` where
 * waiting cannot mend it.
 */
export function gatewayPoll({ instanceId, connection, shared, clock, onHeld }: PollParts): Poll {
  const { endpoint } = connection;
  return async ({ requestMs: timeoutMs, turnMs, totalMs }, { signal: outer, onSent }) => {
    let held: Problem | null = null;
    const user: PollUser = {
      untilMs: clock.now() + turnMs,
      onHeld(problem, ms) {
        held = problem;
        onHeld(problem, ms);
      },
      onSent() {
        held = null;
        onSent();
      },
    };
    const error = () => tooLate(endpoint, totalMs, held);
    try {
      return await withDeadline({ ms: totalMs, outer, error }, async (cut) => {
        const api = await connection.open();
        return shared.poll((around) => pollGateway(instanceId, api, { timeoutMs, ...around }), user, cut);
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
