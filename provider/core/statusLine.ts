import type { PollResult, WaitState } from "./decide";
import { formatDuration } from "./duration";
import { cut, longestInMessage } from "./foreignText";
import { networkFault, shortNetworkFault } from "./networkFault";
import type { Problem } from "./problem";
import { creationSeconds, isTerminal, phaseOf, type Snapshot } from "./snapshot";

/** One poll of a wait and what follows from it. */
export interface Step {
  readonly seen: PollResult;
  readonly progress: WaitState;
  /** Until the next poll; null when there is none. */
  readonly nextLookInMs: number | null;
}

/** Where the line is shown. */
export interface View {
  /** Characters that are free. Default: as many as there are. */
  readonly room?: number;
  /** How long ago the step was, if the line is brought up to date between requests; else it holds no running time. */
  readonly sinceMs?: number | undefined;
  /** The resource's name, for a log: its lines may stand alone. */
  readonly name?: string;
  /** As many waits are under way as the engine runs at once by default. */
  readonly crowded?: boolean;
}

/** What the row tells: the percentage, then what is wrong or for how long. What comes last is left out where there is no room. */
export function statusLine(step: Step, view: View = {}): string {
  const { seen, progress, nextLookInMs } = step;
  if (seen.kind === "snapshot" && isTerminal(seen.snapshot.status))
    return longestOf(ended(seen.snapshot, progress), view);
  const done = percent(progress);
  const queue = view.crowded ? othersMayQueue : "";
  if (seen.kind === "snapshot")
    return said([level(progress), queue, age(progress, view), usual(progress)], queue, view);
  const again = tryAgain(nextLookInMs, view);
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

/** What the lines of a log have told, where each line stays. */
export interface Told {
  readonly level: string;
  /** Since that level. */
  readonly problem: string;
  readonly problemLasts: boolean;
}

export const nothingTold: Told = { level: "", problem: "", problemLasts: false };

/**
 * Whether a step is worth a line in a log. One problem alone is not, or an API that fails every other time would fill the log;
 * but throttling is, once for each level, since it holds the wait back.
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

/** Where the queue has no place beside the percentage, it takes the whole line, once. */
function said(parts: readonly string[], queue: string, view: View): string {
  const line = fitted(parts, view);
  return line.includes(queue) ? line : queue;
}

const othersMayQueue = "others may queue (--parallel)";
/** A wait that is younger than its gateway by less than this did not join late. */
const lateMs = 15_000;
/** Gateways are made in 5 to 8 minutes; after that the sentence tells nothing. */
const usualMs = 5 * 60_000;

/** The first of these that has room, else the last. */
function longestOf(versions: readonly (readonly string[])[], { room = Infinity, name }: View): string {
  const lines = versions.map((parts) => {
    const [first = "", ...rest] = parts.filter((part) => part !== "");
    return [name === undefined ? first : `${first} (${name})`, ...rest].join(", ");
  });
  return lines.find((line) => line.length <= room) ?? lines.at(-1) ?? "";
}

/** Leaves out what comes last until the rest has room. */
function fitted(parts: readonly string[], view: View): string {
  return longestOf(
    parts.map((_, dropped) => parts.slice(0, parts.length - dropped)),
    view,
  );
}

/** The versions of the last line, the longest first. A time or a code that is cut would be another one. */
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

/** A status that nobody documents is shown as it is. */
function level(progress: WaitState): string {
  const status = cut(progress.last?.snapshot.status ?? "", longestInMessage);
  const done = percent(progress);
  if (done === "") return status;
  return phaseOf(status) === "creating" ? done : `${done}, ${status}`;
}

/** Of a gateway that is older than the wait: the engine's own column shows for how long the wait lasts. */
function age({ fit, elapsedMs }: WaitState, { sinceMs }: View): string {
  if (sinceMs === undefined || fit.leadMs < lateMs) return "";
  return `${formatDuration(fit.leadMs + elapsedMs + sinceMs)} old`;
}

/** No estimate: progress does not tell how much time is left (docs/decisions/0010-no-estimate.md). */
function usual({ last, fit }: WaitState): string {
  const known = phaseOf(last?.snapshot.status ?? "") === "creating" && fit.ageMs < usualMs;
  return known ? "usually takes 5 to 8 minutes" : "";
}

function tryAgain(nextLookInMs: number | null, { sinceMs }: View): string {
  if (nextLookInMs === null) return "";
  if (sinceMs === undefined) return "trying again";
  return `trying again in ${Math.max(1, Math.round((nextLookInMs - sinceMs) / 1000))} s`;
}

function longText(problem: Problem): string {
  if (noAnswer.includes(problem.code)) return networkFault(problem);
  return problem.code === "APIG_NOT_FOUND" ? shortText(problem) : problem.text;
}

const noAnswer: readonly string[] = ["APIG_UNREACHABLE", "APIG_PROXY_UNAVAILABLE"];

function shortText(problem: Problem): string {
  const { code, text } = problem;
  const status = /^HTTP (\d{3})/.exec(text)?.[1];
  if (noAnswer.includes(code)) return shortNetworkFault(problem);
  switch (code) {
    case "APIG_NOT_FOUND":
      return "not known yet";
    case "APIG_THROTTLED":
      return "throttled";
    case "APIG_BAD_RESPONSE":
      return "unreadable answer";
    default:
      return status === undefined ? text : `HTTP ${status}`;
  }
}
