import { assertArguments } from "../core/arguments";
import type { Wanted } from "../credentials/resolve";
import { runGatewayWait, type WaitContext } from "../wait/gatewayWait";
import { type Ending, endingOf, pending } from "./ending";
import { gatewayLine } from "./gatewayLine";

/** Asks for a gateway once. If the API knows it, the result is one line; the exit code depends on its status. */
export async function getGateway(
  instanceId: string,
  wanted: Wanted,
  context: WaitContext,
  nowMs: number,
): Promise<Ending> {
  assertArguments({ instanceId, ...wanted });
  const waited = await runGatewayWait(instanceId, wanted, { timeout: "0s", graceMs: 0 }, context);
  const { last, kind } = waited.outcome;
  if (last === null) return endingOf(instanceId, waited, "");
  const text = gatewayLine(last.snapshot, last.serverTime ?? nowMs);
  if (kind === "timed-out") return pending(instanceId, waited, text);
  return { ...endingOf(instanceId, waited, text), isError: false, text };
}
