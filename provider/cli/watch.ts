import { assertArguments } from "../core/arguments";
import { statusLine } from "../core/statusLine";
import type { Wanted } from "../credentials/resolve";
import { runGatewayWait, type StatusRow, type WaitContext } from "../wait/gatewayWait";
import { type Ending, endingOf } from "./ending";

/** Waits for a gateway as a resource does, and shows the wait on what `display` opens once the arguments are right. */
export async function watchGateway(
  instanceId: string,
  { timeout, ...wanted }: Wanted & { readonly timeout: string },
  display: () => StatusRow,
  context: WaitContext,
): Promise<Ending> {
  assertArguments(
    { instanceId, ...wanted, timeouts: { create: timeout } },
    { names: { "timeouts.create": "--timeout" } },
  );
  const shown = { ...context, row: display };
  const waited = await runGatewayWait(instanceId, { ...wanted, urn: instanceId }, { timeout }, shown);
  const { outcome } = waited;
  return endingOf(instanceId, waited, outcome.last ? statusLine({ seen: outcome.last, progress: outcome }) : "");
}
