import type { PollResult, WaitState } from "./decide";
import { formatDuration } from "./duration";
import { cut, longestInMessage } from "./foreignText";
import { isSilence, type Problem } from "./problem";
import { creationSeconds, isTerminal, phaseOf, type Snapshot } from "./snapshot";
import { networkFault, shortNetworkFault } from "./text/network";

/** One poll of a wait and what follows from it. */
export interface Step {
  readonly seen: PollResult;
  readonly progress: WaitState;
  /** Until the next poll; null when there is none. */
  readonly nextPollInMs: number | null;
}

/** Where the line is shown. */
export interface View {
  /** How many characters fit. Default: no limit. */
  readonly room?: number;
  /** How long ago the step was, if the line is updated between requests. Without it, the line has no running time. */
  readonly sinceMs?: number | undefined;
  /** The resource's name, for a log: a line may stand alone there. */
  readonly name?: string;
  /** True if as many waits are running as the engine runs at once by default. */
  readonly crowded?: boolean;
}

/** The text of the row: the percentage, then what is wrong or how long it takes. The last parts are left out if they do not fit. */
export function statusLine(step: Step, view: View = {}): string {
  const { seen, progress, nextPollInMs } = step;
  if (seen.kind === "snapshot" && isTerminal(seen.snapshot.status))
    return longestOf(ended(seen.snapshot, progress), view);
  const done = percent(progress);
  const queue = view.crowded ? othersMayQueue : "";
  if (seen.kind === "snapshot")
    return said([level(progress), queue, age(progress, view), usual(progress)], queue, view);
  const again = tryAgain(nextPollInMs, view);
  const brief = shortText(seen.problem);
  return longestOf(
    [
      [done, longText(seen.problem), again, queue],
      [done, brief, again],
      [done, brief],
    ],
    view,
  );
}

/** What a log has said so far. Its lines stay, so none is repeated. */
export interface Told {
  readonly level: string;
  /** The last problem since that level. */
  readonly problem: string;
  readonly problemLasts: boolean;
}

export const nothingTold: Told = { level: "", problem: "", problemLasts: false };

/**
 * Whether a step needs a line in a log. A single problem does not: an API that fails every other time would fill the log. A
 * single 429 does, once for each level, since it delays the wait.
 */
export function newsOf({ seen, progress }: Step, told: Told): { readonly isNews: boolean; readonly told: Told } {
  if (seen.kind === "snapshot") {
    const level = `${percent(progress)} ${seen.snapshot.status}`;
    const isNews = level !== told.level || told.problemLasts;
    return { isNews, told: isNews ? { ...nothingTold, level } : told };
  }
  const problem = shortText(seen.problem);
  const problemLasts = progress.problemsInARow > 1;
  if (!problemLasts && progress.last !== null && seen.problem.code !== "APIG_THROTTLED") return { isNews: false, told };
  return { isNews: problem !== told.problem, told: { ...told, problem, problemLasts } };
}

/** If there is no room for the queue beside the percentage, it is the whole line, once. */
function said(parts: readonly string[], queue: string, view: View): string {
  const line = fitted(parts, view);
  return line.includes(queue) ? line : queue;
}

const othersMayQueue = "others may queue (--parallel)";
/** A wait joined late if its gateway is older than the wait by at least this. */
const lateMs = 15_000;
/** Gateways usually take 5 to 8 minutes; after that the sentence is of no use. */
const usualMs = 5 * 60_000;

/** The first of these versions that fits, else the last. */
function longestOf(versions: readonly (readonly string[])[], { room = Infinity, name }: View): string {
  const lines = versions.map((parts) => {
    const [first = "", ...rest] = parts.filter((part) => part !== "");
    return [name === undefined ? first : `${first} (${name})`, ...rest].join(", ");
  });
  return lines.find((line) => line.length <= room) ?? lines.at(-1) ?? "";
}

/** Leaves out the last parts until the rest fits. */
function fitted(parts: readonly string[], view: View): string {
  return longestOf(
    parts.map((_, dropped) => parts.slice(0, parts.length - dropped)),
    view,
  );
}

/** Versions of the last line, the longest first. The terminal must not cut a time or a code: it would be a wrong one. */
function ended(snapshot: Snapshot, { elapsedMs }: WaitState): string[][] {
  const seconds = creationSeconds(snapshot);
  const time = formatDuration(seconds === null ? elapsedMs : seconds * 1000);
  if (snapshot.status === "success") return [[`ready after ${time}`], ["ready", time], ["ready"]];
  const code = snapshot.errorCode;
  if (code === null) return [["failed", `after ${time}`], ["failed"]];
  return [[`failed: ${code}`, `after ${time}`], [`failed: ${code}`], [code], ["failed"]];
}

function percent({ last }: WaitState): string {
  return last?.snapshot.progress == null ? "" : `${last.snapshot.progress}%`;
}

/** A status that is not documented is shown as it is. */
function level(progress: WaitState): string {
  const status = cut(progress.last?.snapshot.status ?? "", longestInMessage);
  const done = percent(progress);
  if (done === "") return status;
  return phaseOf(status) === "creating" ? done : `${done}, ${status}`;
}

/** The age of a gateway that is older than the wait. The engine's own column shows how long the wait takes. */
function age({ fit, elapsedMs }: WaitState, { sinceMs }: View): string {
  if (sinceMs === undefined || fit.leadMs < lateMs) return "";
  return `${formatDuration(fit.leadMs + elapsedMs + sinceMs)} old`;
}

/** Not an estimate: the progress does not say how much time is left (docs/decisions/0010-no-estimate.md). */
function usual({ last, fit }: WaitState): string {
  const known = phaseOf(last?.snapshot.status ?? "") === "creating" && fit.ageMs < usualMs;
  return known ? "usually takes 5 to 8 minutes" : "";
}

function tryAgain(nextPollInMs: number | null, { sinceMs }: View): string {
  if (nextPollInMs === null) return "";
  if (sinceMs === undefined) return "trying again";
  return `trying again in ${Math.max(1, Math.round((nextPollInMs - sinceMs) / 1000))} s`;
}

function longText(problem: Problem): string {
  if (isSilence(problem)) return networkFault(problem);
  return problem.code === "APIG_NOT_FOUND" ? shortText(problem) : problem.text;
}

function shortText(problem: Problem): string {
  const { code, text, source, status } = problem;
  if (isSilence(problem)) return shortNetworkFault(problem);
  switch (code) {
    case "APIG_NOT_FOUND":
      return "not known yet";
    case "APIG_THROTTLED":
      return "throttled";
    case "APIG_BAD_RESPONSE":
      return "unreadable answer";
    default:
      return source === "api" && status !== undefined ? `HTTP ${status}` : text;
  }
}
