// How a wait ended, in two sentences: what was seen last (here), what to do next (nextStep.ts).
import { stackConfig } from "../configOrigin";
import type { Outcome, Sight } from "../decide";
import { formatDuration } from "../duration";
import { cut, longestInMessage } from "../foreignText";
import { rfc3339 } from "../outputs";
import { formatProblem, idOfRequest, isNoSuchHost, isSilence, type Problem } from "../problem";
import { creationSeconds, isDocumented, isTerminal, type Snapshot } from "../snapshot";
import { networkFault } from "./network";
import {
  afterFailure,
  again,
  anotherOne,
  asSentence,
  type Context,
  creationErrors,
  isCommand,
  type Operation,
  refusalAdvice,
  waitLonger,
} from "./nextStep";

/** An end that needs a message. */
export type Unready = Exclude<Outcome, { readonly kind: "succeeded" }>;

/**
 * How a wait ended, in two sentences. `headline`: what was seen; follows the gateway's name. `advice`: what to do next; empty where there
 * is nothing to say.
 */
export function outcomeText(outcome: Unready, context: Context) {
  const { last, lastProblem } = outcome;
  const { operation = "wait", kept } = context;
  const keeps = kept === undefined ? "" : unseen(kept);
  const seen = last === null ? keeps : `last seen ${state(last.snapshot)}${idOfRequest(last.requestId)}`;
  const trouble = lastProblem === null ? "" : `; last problem: ${problemText(lastProblem)}`;
  switch (outcome.kind) {
    case "failed":
      return creationFailed(outcome.last, outcome.fit.level, operation);
    case "timed-out":
      if (last === null) return unanswered(outcome, context, trouble);
      return {
        headline: `is not ready after ${formatDuration(outcome.elapsedMs)}: ${seen}${trouble}`,
        advice: `${unknownStatus(last.snapshot)}${waitLonger(operation)}`,
      };
    case "interrupted": {
      const wasReady = last === null && kept?.status === "success";
      // What was not seen may be ready.
      const how = last === null ? "was not seen before the interruption" : "is not ready yet";
      return {
        headline: `${how}${seen && `: ${seen}`}${trouble}`,
        // Who ended a command needs no advice.
        advice: isCommand(operation)
          ? ""
          : `Interrupted: ${again[operation]}${wasReady ? "" : " to continue waiting"}.`,
      };
    }
    case "missing":
      if (last === null && !kept)
        return {
          headline: `does not exist in ${place(context)}${trouble}`,
          advice: refusalAdvice(outcome.lastProblem, context),
        };
      return {
        headline: `no longer exists${last === null ? ` in ${place(context)}` : ""}: ${seen}${trouble}`,
        // What the state keeps may have been seen elsewhere.
        advice: `It was deleted${last === null ? ", or the region or the endpoint has changed" : ""}: ${anotherOne(operation)}.`,
      };
    case "refused": {
      const known = last !== null || kept ? `; ${seen}` : "";
      return {
        headline: `could not be queried: ${problemText(outcome.lastProblem)}${known}`,
        advice: refusalAdvice(outcome.lastProblem, context),
      };
    }
  }
}

const place = ({ projectId, endpoint }: Context) => `project ${projectId} at ${endpoint}`;

/**
 * The time is over and nothing was seen: the API does not know it yet, or nothing is known. What the state says is not untrue because
 * nobody answered.
 */
function unanswered({ lastProblem, elapsedMs }: Unready, context: Context, trouble: string) {
  const { operation = "wait", kept, origin = stackConfig } = context;
  if (lastProblem?.code === "APIG_NOT_FOUND")
    return {
      headline: `was not found in ${place(context)} after ${formatDuration(elapsedMs)}${trouble}`,
      advice: `${refusalAdvice(lastProblem, context)} ${waitLonger(operation)}`,
    };
  const isSilent = lastProblem === null || isSilence(lastProblem);
  const what = operation === "refresh" ? "refreshed" : "queried";
  const silence = `the API ${isSilent ? "did not answer" : "returned no status"} for ${formatDuration(elapsedMs)}`;
  const doctor = origin.doctor ? `; ${origin.doctor} finds the cause` : "";
  const check = isSilent ? `Check the network, the region or endpoint, and HTTPS_PROXY${doctor}. ` : "";
  return {
    headline: `could not be ${what}: ${silence}${kept === undefined ? "" : `; ${unseen(kept)}`}${trouble}`,
    // What is ready need not be waited for.
    advice: `${check}${kept?.status === "success" ? asSentence(again[operation]) : waitLonger(operation)}`,
  };
}

function unseen(kept: Snapshot | null): string {
  if (kept === null) return "the state has no status of it";
  const ended = isTerminal(kept.status) ? rfc3339(kept.endTime) : null;
  return `the state keeps ${state(kept)}, as last seen${ended === null ? "" : ` (its creation ended at ${ended})`}`;
}

/** `level`: how far this wait saw it. The API says 0 of what failed, however far it was. */
function creationFailed({ snapshot, requestId }: Sight, level: number | null, operation: Operation) {
  const seconds = creationSeconds(snapshot);
  const after = seconds === null ? "" : ` after ${formatDuration(seconds * 1000)}`;
  const percent = Math.max(Math.round(100 * (level ?? 0)), snapshot.progress ?? 0);
  const at = percent === 0 ? "" : ` at ${percent}%`;
  const code = brief(snapshot.errorCode ?? "no error code");
  const text = snapshot.errorMessage === null ? "" : `(${brief(snapshot.errorMessage)})`;
  const meaning = creationErrors.get(snapshot.errorCode)?.meaning;
  return {
    headline: `failed${after}${at}: ${[code, meaning, text].filter(Boolean).join(" ")}${idOfRequest(requestId)}`,
    advice: afterFailure(snapshot.errorCode, operation),
  };
}

const brief = (text: string) => cut(text, longestInMessage);

function state({ status, progress, errorCode }: Snapshot): string {
  const at = progress === null || isTerminal(status) ? "" : `at ${progress}%`;
  return [brief(status), at, brief(errorCode ?? "")].filter(Boolean).join(" ");
}

function unknownStatus({ status }: Snapshot): string {
  if (isDocumented(status)) return "";
  return `The status "${brief(status)}" is not documented: check the gateway in the console. `;
}

function problemText(problem: Problem): string {
  return formatProblem(isNoSuchHost(problem) ? { ...problem, text: networkFault(problem) } : problem);
}
