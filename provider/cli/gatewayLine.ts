import { formatDuration } from "../core/duration";
import { creationSeconds, type Snapshot } from "../core/snapshot";

/** A gateway in one line: `creating  50%  since 16:04:45 (2m11s)`. Times are this machine's local ones. */
export function gatewayLine(snapshot: Snapshot, nowMs: number): string {
  const { status, progress } = snapshot;
  return [status, progress === null ? "" : `${progress}%`, sinceOrAfter(snapshot, nowMs), reason(snapshot)]
    .filter(Boolean)
    .join("  ");
}

function sinceOrAfter(snapshot: Snapshot, nowMs: number): string {
  const { startTime, endTime, status } = snapshot;
  const seconds = creationSeconds(snapshot);
  if (seconds !== null && endTime !== null)
    return `after ${formatDuration(seconds * 1000)}, at ${timeOf(endTime, nowMs)}`;
  if (startTime === null || status === "success" || status === "failed") return "";
  return `since ${timeOf(startTime, nowMs)} (${formatDuration(Math.max(0, nowMs - startTime))})`;
}

function reason({ errorCode, errorMessage }: Snapshot): string {
  return [errorCode, errorMessage && `(${errorMessage})`].filter(Boolean).join(" ");
}

const dayMs = 24 * 60 * 60 * 1000;

/** The time of day; with the date if it is more than a day away. */
function timeOf(unixMs: number, nowMs: number): string {
  const [date, time] = [new Date(unixMs).toLocaleDateString("sv"), new Date(unixMs).toLocaleTimeString("sv")];
  return Math.abs(nowMs - unixMs) < dayMs ? time : `${date} ${time}`;
}
