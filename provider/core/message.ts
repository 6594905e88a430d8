import { ApigError, type ErrorCode, type ErrorFacts } from "../errors";
import { type ConfigOrigin, stackConfig } from "./configOrigin";
import type { Outcome, WaitState } from "./decide";
import { formatDuration } from "./duration";
import { cut, longestInMessage, quoted } from "./foreignText";
import { given, type KnownTarget, rfc3339 } from "./outputs";
import { factsOf, formatProblem, idOfRequest, isNoSuchHost, isSilence, type Problem } from "./problem";
import { creationSeconds, isTerminal, phaseOf, type Snapshot } from "./snapshot";
import { creationErrors } from "./text/creationErrors";
import { networkFault } from "./text/network";
import { afterFailure, again, anotherOne, asSentence, type Operation, waitLonger } from "./text/nextStep";

/** What the people who read a message need to know besides the outcome. */
export interface Context extends KnownTarget {
  /** What asked for the gateway. Default: a wait that a program or a command began by itself. */
  readonly operation?: Operation;
  /** What the state holds of the gateway, where it stays there if nothing is seen; null: nothing. */
  readonly kept?: Snapshot | null;
  /** Where config stands. Default: in the stack config. */
  readonly origin?: ConfigOrigin;
}

/** Which gateway and what was seen last; what to do next; how long, how many polls and the stable code: a line each. */
export function formatOutcome(outcome: Outcome, context: Context): string {
  // Ids may be of a state that somebody edited.
  const [instanceId, projectId] = [quoted(context.instanceId), context.projectId && quoted(context.projectId)];
  const { headline, advice } = outcomeText(outcome, { ...context, projectId });
  return [`gateway ${instanceId} ${headline}`, advice, `(${effort(outcome)}; ${codeOf(outcome)})`].join("\n");
}

/** The error of a wait that did not end well. Its message ends with its code. */
export class OutcomeError extends ApigError {}

export function outcomeError(outcome: Outcome, context: Context, code = codeOf(outcome)): OutcomeError {
  return new OutcomeError(code, formatOutcome(outcome, context), {
    cause: outcome.lastProblem?.cause,
    ...whatLed(outcome),
  });
}

/** What a program wants to know of the end: of the creation that failed, or of the last problem. */
function whatLed({ kind, last, lastProblem }: Outcome): ErrorFacts {
  if (kind !== "failed") return lastProblem === null ? {} : factsOf(lastProblem);
  const { errorCode = null } = last?.snapshot ?? {};
  return { source: "api", ...given({ apiCode: errorCode, requestId: last?.requestId ?? null }) };
}

/** The stable code of a wait that did not end well. */
export function codeOf({ kind, lastProblem }: Outcome): ErrorCode {
  if (kind === "failed") return "APIG_GATEWAY_FAILED";
  if (kind === "interrupted") return "APIG_INTERRUPTED";
  if (kind === "timed-out" || lastProblem === null) return "APIG_TIMED_OUT";
  return lastProblem.code;
}

interface OutcomeText {
  readonly headline: string;
  readonly advice: string;
}

function outcomeText(outcome: Outcome, context: Context): OutcomeText {
  const { last, lastProblem } = outcome;
  const { operation } = context;
  const seen = last === null ? unseen(context) : `last seen ${state(last.snapshot)}${idOfRequest(last.requestId)}`;
  const trouble = lastProblem === null ? "" : `; last problem: ${problemText(lastProblem)}`;
  switch (outcome.kind) {
    case "succeeded":
      return { headline: "is ready", advice: "" };
    case "failed":
      return last === null ? { headline: "failed", advice: "" } : creationFailed(outcome, last, operation);
    case "timed-out":
      return { headline: `${late(outcome, context, seen)}${trouble}`, advice: patience(context, last?.snapshot) };
    case "interrupted":
      return {
        headline: `is ${context.kept?.status === "success" ? "as it was" : "not ready yet"}: ${seen}${trouble}`,
        advice: `interrupted; ${again(operation)}${context.kept?.status === "success" ? "" : " to go on waiting"}.`,
      };
    case "missing":
      return {
        headline:
          last === null
            ? `does not exist in project ${context.projectId} at ${context.endpoint}${trouble}`
            : `is gone: ${seen}${trouble}`,
        advice:
          last === null
            ? "Check the instance id, the project and the region."
            : `Somebody deleted it: ${anotherOne(operation)}.`,
      };
    case "refused": {
      const known = last !== null || context.kept ? `; ${seen}` : "";
      return {
        headline: `could not be queried: ${lastProblem ? problemText(lastProblem) : "refused"}${known}`,
        advice: refusalAdvice(lastProblem, context),
      };
    }
  }
}

/** The time is over. What the state says of a gateway is not untrue because nobody answered. */
function late({ last, lastProblem, elapsedMs }: Outcome, { operation, kept }: Context, seen: string): string {
  const time = formatDuration(elapsedMs);
  if (last !== null || (kept === undefined && operation !== "request")) return `is not ready after ${time}: ${seen}`;
  const answered = lastProblem !== null && !isSilence(lastProblem);
  const silence = `the API ${answered ? "gave no status" : "did not answer"} for ${time}`;
  const what = operation === "refresh" ? "refreshed" : "queried";
  return `could not be ${what}: ${silence}${kept === undefined ? "" : `; ${seen}`}`;
}

function unseen({ kept }: Context): string {
  if (kept === undefined) return "it was never seen";
  if (kept === null) return "the state holds no status of it";
  const ended = isTerminal(kept.status) ? rfc3339(kept.endTime) : null;
  return `the state keeps ${state(kept)}, as last seen${ended === null ? "" : ` (its creation ended at ${ended})`}`;
}

function creationFailed(
  { fit }: Outcome,
  { snapshot, requestId }: NonNullable<Outcome["last"]>,
  operation: Operation | undefined,
): OutcomeText {
  const seconds = creationSeconds(snapshot);
  const after = seconds === null ? "" : ` after ${formatDuration(seconds * 1000)}`;
  // The API says 0 of what failed, however far it was: what this wait saw before counts.
  const percent = Math.max(Math.round(100 * (fit.level ?? 0)), snapshot.progress ?? 0);
  const at = percent === 0 ? "" : ` at ${percent}%`;
  const known = creationErrors.get(snapshot.errorCode ?? "");
  const meaning = known === undefined ? "" : ` ${known.meaning}`;
  const text = snapshot.errorMessage === null ? "" : ` (${brief(snapshot.errorMessage)})`;
  return {
    headline: `failed${after}${at}: ${brief(snapshot.errorCode ?? "no error code")}${meaning}${text}${idOfRequest(requestId)}`,
    advice: afterFailure(known?.remedy ?? "look the code up in the API's error codes", operation),
  };
}

const brief = (text: string) => cut(text, longestInMessage);

function state({ status, progress, errorCode }: Snapshot): string {
  const at = progress === null || isTerminal(status) ? "" : `at ${progress}%`;
  return [brief(status), at, brief(errorCode ?? "")].filter(Boolean).join(" ");
}

function patience({ operation, kept }: Context, snapshot: Snapshot | undefined): string {
  // What is ready need not be waited for.
  if (snapshot === undefined && kept?.status === "success") return asSentence(again(operation));
  return `${unknownStatus(snapshot)}${waitLonger(operation)}`;
}

function unknownStatus(snapshot: Snapshot | undefined): string {
  if (snapshot === undefined || phaseOf(snapshot.status) !== "unknown") return "";
  return `The API does not document the status "${brief(snapshot.status)}": see the console for what it means. `;
}

export function problemText(problem: Problem): string {
  return formatProblem(isNoSuchHost(problem) ? { ...problem, text: networkFault(problem) } : problem);
}

export function effort({ polls, problems, elapsedMs }: WaitState): string {
  const tries = `${polls} ${polls === 1 ? "request" : "requests"} in ${formatDuration(elapsedMs)}`;
  return problems === 0 ? tries : `${tries}, ${problems} of them failed`;
}

function refusalAdvice(
  problem: Problem | null,
  { endpoint, projectId, operation, origin = stackConfig }: Context,
): string {
  const { key, isSeenByDoctor } = origin;
  const retry = `${again(operation)}${operation === "refresh" ? oldSettings : ""}`;
  const correctIt = `Correct what the answer names and ${retry}.`;
  switch (problem?.code) {
    case "APIG_UNAUTHORIZED":
      return `Then ${retry}${isSeenByDoctor ? "; npx pulumi-apig doctor shows which credential is used" : ""}.`;
    case "APIG_UNREACHABLE":
    case "APIG_PROXY_UNAVAILABLE":
      return `Correct the region or the address (${key("region")}, ${key("endpoint")}, the arguments region and endpoint; authUrl for IAM; HTTPS_PROXY for a proxy), or this machine's DNS, and ${retry}.`;
  }
  // IAM's own answer says nothing about the API.
  if (problem?.source === "iam") return correctIt;
  switch (problem?.code) {
    case "APIG_FORBIDDEN":
      return `Give the user the permission apig:instance:getCreateProgress (or the role APIG FullAccess) in project ${projectId}, or correct the project, and ${retry}.`;
    case "APIG_WRONG_ENDPOINT":
      return `${endpoint} does not serve this API: check ${key("endpoint")} and the region, and ${retry}.`;
    case "APIG_REDIRECTED":
      return `A redirect is not followed, since it could carry the credential to another host: set ${key("endpoint")} to the API's own address instead of ${endpoint}.`;
    default:
      return correctIt;
  }
}

const oldSettings =
  " (with --run-program after a change of the stack config or the program, which a plain refresh does not see)";
