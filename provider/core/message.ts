import { ApigError, type ErrorCode } from "../errors";
import { type ConfigOrigin, stackConfig } from "./configOrigin";
import type { Outcome, WaitState } from "./decide";
import { formatDuration } from "./duration";
import { cut, longestInMessage, quoted } from "./foreignText";
import { isNoSuchHost, networkFault } from "./networkFault";
import type { KnownTarget } from "./outputs";
import { formatProblem, idOfRequest, type Problem } from "./problem";
import { creationSeconds, phaseOf, type Snapshot } from "./snapshot";

/** What the people who read a message need to know besides the outcome. */
export interface Context extends KnownTarget {
  /** The timeout's name in `customTimeouts`; absent for a single poll. */
  readonly timeout?: "create" | "update" | "read";
  /** Where config stands. Default: in the stack config. */
  readonly origin?: ConfigOrigin;
  /** Who asked: a Pulumi program, the default, or the command. */
  readonly asker?: Asker;
}

export type Asker = "program" | "command";

/** How each goes on once the cause is mended, and what it does with another gateway's id. */
const words: Readonly<Record<Asker, { readonly again: string; readonly useId: string; readonly replacing: string }>> = {
  program: {
    again: "run pulumi up again",
    useId: "give its id here",
    replacing:
      " This resource itself need not be replaced. If your program makes the gateway, replace the resource that makes it, such as pulumi up --replace <urn of that resource>.",
  },
  command: { again: "try again", useId: "use its id", replacing: "" },
};
const wordsFor = ({ asker = "program" }: Context) => words[asker];

/** Which gateway and what was seen last; what to do next; how long, how many polls and the stable code: a line each. */
export function formatOutcome(outcome: Outcome, context: Context): string {
  // Ids may be of a state that somebody edited.
  const [instanceId, projectId] = [quoted(context.instanceId), context.projectId && quoted(context.projectId)];
  const { headline, advice } = outcomeText(outcome, { ...context, projectId });
  return [`gateway ${instanceId} ${headline}`, advice, `(${effort(outcome)}; ${codeOf(outcome)})`].join("\n");
}

/** The error of a wait that did not end well. */
export function outcomeError(outcome: Outcome, context: Context): ApigError {
  return new ApigError(codeOf(outcome), formatOutcome(outcome, context), { cause: outcome.lastProblem?.cause });
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
  const { last, lastProblem, elapsedMs } = outcome;
  const seen = last === null ? "it was never seen" : `last seen ${state(last.snapshot)}${idOfRequest(last.requestId)}`;
  const trouble = lastProblem === null ? "" : `; last problem: ${problemText(lastProblem)}`;
  switch (outcome.kind) {
    case "succeeded":
      return { headline: "is ready", advice: "" };
    case "failed":
      return last === null
        ? { headline: "failed", advice: "" }
        : creationFailed(last.snapshot, last.requestId, context);
    case "timed-out":
      return {
        headline: `is not ready after ${formatDuration(elapsedMs)}: ${seen}${trouble}`,
        advice: `${unknownStatus(last?.snapshot)}${patience(context)}`,
      };
    case "interrupted":
      return {
        headline: `is not ready yet: ${seen}${trouble}`,
        advice: `interrupted; ${wordsFor(context).again} to go on waiting.`,
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
            : `Somebody deleted it: order a new gateway and ${wordsFor(context).useId}.`,
      };
    case "refused":
      return {
        headline: `could not be queried: ${lastProblem ? problemText(lastProblem) : "refused"}${last === null ? "" : `; ${seen}`}`,
        advice: refusalAdvice(lastProblem, context),
      };
  }
}

function creationFailed(snapshot: Snapshot, requestId: string | null, context: Context): OutcomeText {
  const seconds = creationSeconds(snapshot);
  const after = seconds === null ? "" : ` after ${formatDuration(seconds * 1000)}`;
  const at = snapshot.progress === null ? "" : ` at ${snapshot.progress}%`;
  const known = creationErrors.get(snapshot.errorCode ?? "");
  const meaning = known === undefined ? "" : ` ${known.meaning}`;
  const text = snapshot.errorMessage === null ? "" : ` (${brief(snapshot.errorMessage)})`;
  const remedy = known?.remedy ?? "look the code up in the API's error codes";
  const { useId, replacing } = wordsFor(context);
  return {
    headline: `failed${after}${at}: ${brief(snapshot.errorCode ?? "no error code")}${meaning}${text}${idOfRequest(requestId)}`,
    advice: `A failed gateway does not recover: ${remedy}, then order a new gateway and ${useId}.${replacing}`,
  };
}

/** Why a creation fails. Source: "Error Codes" of the APIG API reference. */
const creationErrors: ReadonlyMap<string, { readonly meaning: string; readonly remedy: string }> = new Map([
  [
    "APIC.9206",
    {
      meaning: "creation failed",
      remedy: "check that its network has free addresses and that the zone has resources",
    },
  ],
  [
    "APIC.9218",
    {
      meaning: "insufficient quota",
      remedy: "raise the project's gateway quota or delete one that is not used",
    },
  ],
  ["APIC.9219", { meaning: "insufficient resources", remedy: "choose another availability zone or edition" }],
]);

const brief = (text: string) => cut(text, longestInMessage);

function state({ status, progress, errorCode }: Snapshot): string {
  const parts = [brief(status), progress === null ? "" : `at ${progress}%`, brief(errorCode ?? "")];
  return parts.filter(Boolean).join(" ");
}

function patience({ timeout }: Context): string {
  return timeout === undefined
    ? "Try again."
    : `Run pulumi up again to go on waiting; customTimeouts.${timeout} sets for how long.`;
}

function unknownStatus(snapshot: Snapshot | undefined): string {
  if (snapshot === undefined || phaseOf(snapshot.status) !== "unknown") return "";
  return `The API does not document the status "${brief(snapshot.status)}": see the console for what it means. `;
}

/** A problem in one line, with the request's id. */
export function problemText(problem: Problem): string {
  return formatProblem(isNoSuchHost(problem) ? { ...problem, text: networkFault(problem) } : problem);
}

/** How much was asked: `2 requests in 8s, 1 of them failed`. */
export function effort({ polls, problems, elapsedMs }: WaitState): string {
  const tries = `${polls} ${polls === 1 ? "request" : "requests"} in ${formatDuration(elapsedMs)}`;
  return problems === 0 ? tries : `${tries}, ${problems} of them failed`;
}

function refusalAdvice(problem: Problem | null, context: Context): string {
  const { endpoint, projectId, origin = stackConfig } = context;
  const { key, isSeenByDoctor } = origin;
  const { again } = wordsFor(context);
  const correctIt = `Correct what the answer names and ${again}.`;
  switch (problem?.code) {
    case "APIG_UNAUTHORIZED":
      return `Then ${again}${isSeenByDoctor ? "; npx pulumi-apig doctor shows which credential is used" : ""}.`;
    case "APIG_UNREACHABLE":
    case "APIG_PROXY_UNAVAILABLE":
      return `Correct the region or the address (${key("region")}, ${key("endpoint")}, the arguments region and endpoint; authUrl for IAM; HTTPS_PROXY for a proxy), or this machine's DNS, and ${again}.`;
  }
  // IAM's own answer says nothing about the API.
  if (problem?.text.startsWith("IAM at ")) return correctIt;
  switch (problem?.code) {
    case "APIG_FORBIDDEN":
      return `Give the user the permission apig:instance:getCreateProgress (or the role APIG FullAccess) in project ${projectId}, or correct the project, and ${again}.`;
    case "APIG_WRONG_ENDPOINT":
      return `${endpoint} does not serve this API: check ${key("endpoint")} and the region, and ${again}.`;
    case "APIG_REDIRECTED":
      return `A redirect is not followed, since it could carry the credential to another host: set ${key("endpoint")} to the API's own address instead of ${endpoint}.`;
    default:
      return correctIt;
  }
}
