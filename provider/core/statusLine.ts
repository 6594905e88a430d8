// The line of a running wait, for rows, logs and watch; and whether a step is worth one.
import type { PollResult, WaitState } from "./decide";
import { formatDuration } from "./duration";
import { cut, longestInMessage } from "./foreignText";
import { isNoSuchHost, isSilence, type Problem } from "./problem";
import { creationSeconds, isTerminal, percentOf, type Snapshot } from "./snapshot";
import { networkFault } from "./text/network";

/** One poll of a wait and what is known after it. */
export interface Step {
  readonly seen: PollResult;
  readonly progress: WaitState;
}

/**
 * One text for terminals and logs. A narrow terminal cuts it: what matters most is in its first 15 characters (the percentage, then
 * what is wrong; `ready` and the time; the code of a failure), the resource's `name` is last: a line may stand
 * alone in a log. `crowded`: as many waits are running as the engine runs at once by default.
 */
export function statusLine(
  { seen, progress }: Step,
  { name, crowded = false }: { readonly name?: string; readonly crowded?: boolean } = {},
): string {
  const queue = crowded ? "others may queue (--parallel)" : "";
  const parts =
    seen.kind === "problem"
      ? [percent(progress), wrong(seen.problem), "trying again", queue]
      : isTerminal(seen.snapshot.status)
        ? ended(seen.snapshot, progress)
        : [level(progress), queue, usual(progress)];
  const line = parts.filter(Boolean).join(", ");
  return name === undefined ? line : `${line} (${name})`;
}

/** What has been told so far. Lines of a log stay, so none is repeated at once. */
export interface Told {
  readonly level: string;
  /** The kinds of problems that were told at this level. */
  readonly problems: ReadonlySet<string>;
  /** The last line told of a problem. */
  readonly isTrouble: boolean;
  /** What to tell again when nothing changes. */
  readonly latest?: Step;
}

export const nothingTold: Told = { level: "", problems: new Set(), isTrouble: false };

/**
 * Whether a step is told at once: another level, a problem of another kind at this level, and that it has passed. A single
 * problem is not told at all, but for a 429, which delays the wait. An API that fails again and again fills no log.
 */
export function newsOf(latest: Step, told: Told): { readonly isNews: boolean; readonly told: Told } {
  const { seen, progress } = latest;
  if (seen.kind === "snapshot") {
    const level = `${percent(progress)} ${seen.snapshot.status}`;
    const isSame = level === told.level;
    const { problems, isTrouble } = isSame ? told : nothingTold;
    return { isNews: !isSame || isTrouble, told: { level, problems, isTrouble: false, latest } };
  }
  const isSingle = progress.problemsInARow === 1 && progress.last !== null;
  if (isSingle && seen.problem.code !== "APIG_THROTTLED") return { isNews: false, told };
  const kind = kindOf(seen.problem);
  if (told.problems.has(kind)) return { isNews: false, told: { ...told, latest } };
  return { isNews: true, told: { ...told, problems: new Set([...told.problems, kind]), isTrouble: true, latest } };
}

/** The same after the latest step was told once more. */
export const toldAgain = (before: Told): Told => ({ ...before, isTrouble: before.latest?.seen.kind === "problem" });

/** By which a problem is the same as the last one; the words of an answer may differ each time. */
function kindOf(problem: Problem): string {
  const { code, source, status } = problem;
  return isSilence(problem) ? networkFault(problem) : `${code} ${source} ${status}`;
}

/** Gateways usually take 5 to 8 minutes; after that the sentence is of no use. */
const usualMs = 5 * 60_000;

function ended(snapshot: Snapshot, { elapsedMs }: WaitState): string[] {
  const seconds = creationSeconds(snapshot);
  const time = formatDuration(seconds === null ? elapsedMs : seconds * 1000);
  return snapshot.status === "success" ? ["ready", time] : [snapshot.errorCode ?? "", `failed after ${time}`];
}

function percent({ last }: WaitState): string {
  return last === null ? "" : percentOf(last.snapshot);
}

/** A status that is not documented is shown as it is. */
function level(progress: WaitState): string {
  const status = cut(progress.last?.snapshot.status ?? "", longestInMessage);
  const done = percent(progress);
  if (done === "") return status;
  return status === "creating" ? done : `${done}, ${status}`;
}

/**
 * Not an estimate: the progress does not say how much time is left (docs/decisions/0010-no-estimate.md). Readable where
 * a narrow terminal cuts it.
 */
function usual({ last, fit }: WaitState): string {
  const known = last?.snapshot.status === "creating" && fit.ageMs < usualMs;
  return known ? "takes 5-8 min usually" : "";
}

/** The kind of problem first, where its own words would not tell it in a few characters. */
function wrong(problem: Problem): string {
  const { code, text } = problem;
  if (isSilence(problem)) {
    const fault = networkFault(problem);
    if (problem.proxy) return `proxy: ${fault}`;
    return isNoSuchHost(problem) ? fault : `unreachable: ${fault}`;
  }
  if (code === "APIG_NOT_FOUND") return "not found yet";
  if (code === "APIG_THROTTLED") return `throttled: ${text}`;
  return code === "APIG_BAD_RESPONSE" ? `unreadable: ${text}` : text;
}
