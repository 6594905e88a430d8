// The commands `get` and `watch`.
import { assertArguments } from "../core/arguments";
import type { OutcomeKind } from "../core/decide";
import { formatDuration } from "../core/duration";
import { quoted } from "../core/foreignText";
import { creationSeconds, isTerminal, percentOf, type Snapshot } from "../core/snapshot";
import { statusLine } from "../core/statusLine";
import { creationErrors } from "../core/text/nextStep";
import type { Wanted } from "../credentials/resolve";
import { runGatewayWait, sharing, type WaitContext } from "../wait/gatewayWait";
import type { Display } from "./displays";
import { type Ending, endingOf, seenAs, together } from "./ending";

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

/** Waits for gateways as resources do, each on its own row of the display, which is opened once the arguments are right. */
export async function watchGateways(
  instanceIds: readonly string[],
  { timeout, ...wanted }: Wanted & { readonly timeout: string },
  open: (instanceIds: readonly string[]) => Display,
  context: WaitContext,
): Promise<Ending> {
  const ids = [...new Set(instanceIds)];
  const names = { names: { "timeouts.create": "--timeout" } };
  for (const instanceId of ids) assertArguments({ instanceId, ...wanted, timeouts: { create: timeout } }, names);
  const display = open(ids);
  const around = { shared: sharing(context), ...context, row: display.row };
  const watch = async (instanceId: string) => {
    const waited = await runGatewayWait(instanceId, { ...wanted, urn: instanceId }, { timeout }, around);
    const { outcome } = waited;
    const { last, kind } = outcome;
    const isOver = last !== null && isTerminal(last.snapshot.status);
    const line = isOver ? statusLine({ seen: last, progress: outcome }) : kindWords[kind];
    const ending = endingOf(waited, `gateway ${quoted(instanceId)}: ${line}`, "watch");
    display.ended(instanceId, line, ending);
    return ending;
  };
  try {
    return together(await Promise.all(ids.map(watch)));
  } finally {
    display.close();
  }
}

/** An end, on the row of a gateway; the message follows. */
const kindWords: Readonly<Record<OutcomeKind, string>> = {
  succeeded: "ready",
  failed: "failed",
  refused: "could not be queried",
  missing: "not found",
  "timed-out": "timed out",
  interrupted: "interrupted",
};

/** A gateway in one line: `creating  50%  since 16:04:45 (2m11s)`. Times are this machine's local ones. */
function gatewayLine(snapshot: Snapshot, nowMs: number): string {
  const { status, errorCode, errorMessage } = snapshot;
  const meaning = creationErrors.get(errorCode)?.meaning;
  const reason = [errorCode, meaning, errorMessage && `(${errorMessage})`].filter(Boolean).join(" ");
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
