import { assertArguments } from "../core/arguments";
import { formatDuration } from "../core/duration";
import { creationSeconds } from "../core/snapshot";
import type { Wanted } from "../credentials/resolve";
import { defaultGraceMs, runGatewayWait, type StatusRow, type WaitContext } from "../wait/gatewayWait";
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
  const waited = await runGatewayWait(
    instanceId,
    { ...wanted, urn: instanceId },
    { timeout, graceMs: defaultGraceMs },
    shown,
  );
  const { last, elapsedMs } = waited.outcome;
  const seconds = last === null ? null : creationSeconds(last.snapshot);
  return endingOf(instanceId, waited, `ready after ${formatDuration(seconds === null ? elapsedMs : seconds * 1000)}`);
}
