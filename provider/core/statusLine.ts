import type { PollResult, WaitState } from "./decide";
import { formatDuration } from "./duration";
import { cut } from "./foreignText";
import type { Problem } from "./problem";
import { expectedEndMs } from "./schedule";
import { creationSeconds, isTerminal, phaseOf, type Snapshot } from "./snapshot";

/** One poll of a wait and what follows from it. */
export interface Step {
  readonly seen: PollResult;
  readonly progress: WaitState;
  /** Until the next poll; null when there is none. */
  readonly nextLookInMs: number | null;
}

/**
 * What the row tells; `sinceMs` is how long ago the step was. What matters most comes first: the CLI cuts a row at the
 * terminal's edge, and its own columns come before this.
 */
export function statusLine(step: Step, sinceMs = 0): string {
  const { seen, progress } = step;
  if (seen.kind === "problem") return joined([trouble(seen.problem, step.nextLookInMs, sinceMs), soFar(progress)]);
  if (isTerminal(seen.snapshot.status)) return ended(seen.snapshot, progress);
  return joined([percent(progress), left(progress, sinceMs), doing(progress, sinceMs)]);
}

/**
 * The part that is news: a log, where each message stays, gets a line only when this changes. Null: nothing worth a line,
 * such as one problem alone, or an API that fails every other time would fill the log.
 */
export function news({ seen, progress }: Step): string | null {
  if (seen.kind === "snapshot") return `${percent(progress)} ${seen.snapshot.status}`;
  return progress.problemsInARow > 1 ? short(seen.problem) : null;
}

/** What the CLI's own columns leave of 120 to a resource whose name is of usual length. */
const longest = 40;

/** Leaves out what comes last until the rest fits. */
function joined(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== "");
  while (said.length > 1 && said.join(", ").length > longest) said.pop();
  return cut(said.join(", "), longest);
}

function ended({ status, errorCode, ...snapshot }: Snapshot, progress: WaitState): string {
  const seconds = creationSeconds({ status, errorCode, ...snapshot });
  const after = ` after ${formatDuration(seconds === null ? progress.elapsedMs : seconds * 1000)}`;
  return status === "success" ? `ready${after}` : `failed${after}${errorCode === null ? "" : `: ${errorCode}`}`;
}

function percent({ last }: WaitState): string {
  return last?.snapshot.progress == null ? "" : `${last.snapshot.progress}%`;
}

/** After a problem: what was known before it. */
const soFar = (progress: WaitState) => (percent(progress) === "" ? "" : `${percent(progress)} so far`);

/** A status that nobody documents is shown as it is; for how long it has been the status is not known. */
function doing(progress: WaitState, sinceMs: number): string {
  const status = progress.last?.snapshot.status ?? "";
  return `${status}${phaseOf(status) === "creating" ? " for" : ","} ${elapsed(progress, sinceMs)}`;
}

/** Of the creation, which may be older than the wait. */
function elapsed({ fit, elapsedMs }: WaitState, sinceMs: number): string {
  return formatDuration(fit.leadMs + elapsedMs + sinceMs);
}

/** Only once progress has risen, and only while the estimate still holds. */
function left({ last, fit }: WaitState, sinceMs: number): string {
  const endMs = expectedEndMs(fit);
  if (last === null || endMs === null || phaseOf(last.snapshot.status) !== "creating") return "";
  const ms = endMs - fit.ageMs - sinceMs;
  return ms < 5_000 ? "" : `about ${rough(ms)} left`;
}

/** An estimate shows no seconds that it does not know. */
function rough(ms: number): string {
  if (ms >= 90_000) return `${Math.round(ms / 60_000)}m`;
  return `${Math.max(10, Math.round(ms / 10_000) * 10)}s`;
}

function trouble(problem: Problem, nextLookInMs: number | null, sinceMs: number): string {
  const seconds = Math.max(1, Math.round(((nextLookInMs ?? 0) - sinceMs) / 1000));
  const again = nextLookInMs === null ? "" : `, trying again in ${seconds} s`;
  return `${short(problem)}${again}`;
}

function short({ code, text }: Problem): string {
  const status = /^HTTP (\d{3})/.exec(text)?.[1];
  switch (code) {
    case "APIG_NOT_FOUND":
      return "not known yet";
    case "APIG_THROTTLED":
      return "throttled";
    case "APIG_BAD_RESPONSE":
      return "unreadable answer";
    case "APIG_UNREACHABLE":
      return "no answer";
    case "APIG_PROXY_UNAVAILABLE":
      return "no way through the proxy";
    default:
      return status === undefined ? code : `${status} from the API`;
  }
}
