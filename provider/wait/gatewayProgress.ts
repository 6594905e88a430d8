import type { Sight } from "../core/decide";
import { outcomeError } from "../core/message";
import { type Observed, observed, type Target, targetOf } from "../core/outputs";
import type { GatewayStatus } from "../core/snapshot";
import type { Wanted } from "../credentials/connections";
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
  const shown = ({ snapshot }: Sight) => ({ ...targetOf(target), ...observed(snapshot), status: snapshot.status });
  if (outcome.kind === "succeeded") return shown(outcome.last);
  if (outcome.last === null) throw outcomeError(outcome, { ...target, operation: "request" });
  return shown(outcome.last);
}
