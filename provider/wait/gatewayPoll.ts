import { pollGateway } from "../client";
import { type Clock, withDeadline } from "../clock";
import { type Problem, problemOfError } from "../core/problem";
import { tooLate } from "../core/text/network";
import type { Connection } from "../credentials/connection";
import { ApigError } from "../errors";
import type { Poll } from "../waiter";
import type { PollUser, SharedPoll } from "./sharedPoll";

export interface PollParts {
  readonly instanceId: string;
  readonly connection: Pick<Connection, "endpoint" | "open">;
  readonly shared: SharedPoll;
  readonly clock: Clock;
}

/**
 * One poll of a wait: find the project, then send the request or join the one that is under way. Throws the ApigError of `open` where
 * waiting cannot mend it.
 */
export function gatewayPoll({ instanceId, connection, shared, clock }: PollParts): Poll {
  return async ({ requestMs: timeoutMs, turnMs, totalMs }, { signal: outer, onSent, onHeld }) => {
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
    const error = () => tooLate(connection.endpoint, totalMs, held);
    try {
      return await withDeadline({ ms: totalMs, outer, error }, async (cut) => {
        const api = await connection.open();
        return shared.poll((around) => pollGateway(instanceId, api, { timeoutMs, ...around }), user, cut);
      });
    } catch (error) {
      if (!(error instanceof ApigError)) throw error;
      const problem = problemOfError(error, (text) => text);
      if (problem.retryability !== "retry") throw error;
      return { kind: "problem", problem };
    }
  };
}
