import { codeOf, formatOutcome } from "../core/message";
import { type Observed, observed, type Target, targetOf } from "../core/outputs";
import type { GatewayStatus } from "../core/snapshot";
import type { Wanted } from "../credentials/connections";
import { ApigError } from "../errors";
import { runGatewayWait, type WaitContext } from "./gatewayWait";

/** What one request showed. */
export interface GatewayProgress extends Target, Observed {
  readonly status: GatewayStatus;
}

/** Asks once. Throws ApigError with the code of what kept it from an answer. */
export async function gatewayProgress(
  { instanceId, ...wanted }: Wanted & { readonly instanceId: string },
  context: WaitContext,
): Promise<GatewayProgress> {
  const { target, outcome } = await runGatewayWait(instanceId, wanted, { timeout: "0s", graceMs: 0 }, context);
  if (outcome.last === null) {
    const cause = outcome.lastProblem?.cause;
    throw new ApigError(
      outcome.lastProblem?.code ?? codeOf(outcome),
      formatOutcome(outcome, { ...target, operation: "request" }),
      { cause },
    );
  }
  const { status } = outcome.last.snapshot;
  return { ...targetOf(target), ...observed(outcome.last.snapshot), status };
}
