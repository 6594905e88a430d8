// The commands `get` and `watch`.
import { assertArguments } from "../core/arguments";
import { formatDuration } from "../core/duration";
import { creationSeconds, isTerminal, percentOf, type Snapshot } from "../core/snapshot";
import { statusLine } from "../core/statusLine";
import type { Wanted } from "../credentials/resolve";
import { runGatewayWait, type StatusRow, type WaitContext } from "../wait/gatewayWait";
import { type Ending, endingOf, seenAs } from "./ending";

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
  if (last === null) return endingOf(waited, "");
  const text = gatewayLine(last.snapshot, last.serverTime ?? nowMs);
  if (kind === "timed-out") return seenAs("pending", waited, text);
  return { ...endingOf(waited, text), isError: false, text };
}

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
  return endingOf(waited, outcome.last ? statusLine({ seen: outcome.last, progress: outcome }) : "");
}

/** A gateway in one line: `creating  50%  since 16:04:45 (2m11s)`. Times are this machine's local ones. */
function gatewayLine(snapshot: Snapshot, nowMs: number): string {
  const { status, errorCode, errorMessage } = snapshot;
  const reason = [errorCode, errorMessage && `(${errorMessage})`].filter(Boolean).join(" ");
  return [status, percentOf(snapshot), sinceOrAfter(snapshot, nowMs), reason].filter(Boolean).join("  ");
}

function sinceOrAfter(snapshot: Snapshot, nowMs: number): string {
  const { startTime, endTime, status } = snapshot;
  const seconds = creationSeconds(snapshot);
  if (seconds !== null && endTime !== null)
    return `after ${formatDuration(seconds * 1000)}, at ${timeOf(endTime, nowMs)}`;
  if (startTime === null || isTerminal(status)) return "";
  return `since ${timeOf(startTime, nowMs)} (${formatDuration(Math.max(0, nowMs - startTime))})`;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The time of day; with the date if it is more than a day away. */
function timeOf(unixMs: number, nowMs: number): string {
  const [date, time] = [new Date(unixMs).toLocaleDateString("sv"), new Date(unixMs).toLocaleTimeString("sv")];
  return Math.abs(nowMs - unixMs) < dayMs ? time : `${date} ${time}`;
}
