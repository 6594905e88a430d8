// Messages for people begin here, and the line of a running wait in statusLine.ts; text/ has the sentences, a file for each subject.
// Both are made of facts, and nothing is ever read out of them again. What nobody expected becomes "bug in pulumi-apig" here (Bug).
import { ApigError, Bug, type ErrorCode, type ErrorFacts, InitFailure } from "../errors";
import type { Outcome, WaitState } from "./decide";
import { formatDuration } from "./duration";
import { longestInMessage, quoted, type Redact, safeText } from "./foreignText";
import { given } from "./outputs";
import { factsOf } from "./problem";
import { asksByItself, type Context, type Operation } from "./text/nextStep";
import { outcomeText, type Unready } from "./text/outcome";

/** Which gateway and what was seen last; what to do next; how long, how many polls and the stable code: a line each. */
export function formatOutcome(outcome: Unready, context: Context): string {
  // Ids may be of a state that somebody edited.
  const [instanceId, projectId] = [quoted(context.instanceId), context.projectId && quoted(context.projectId)];
  const { headline, advice } = outcomeText(outcome, { ...context, projectId });
  const closing = `(${effort(outcome)}; ${codeOf(outcome, context.operation)})`;
  return [`gateway ${instanceId} ${headline}`, advice, closing].filter(Boolean).join("\n");
}

/** A sentence that ends with its code. */
export const closed = (text: string, code: ErrorCode): string => `${text} (${code})`;

/** An error whose message is complete: it ends with its code. */
class ToldError extends ApigError {}

/** The error of a wait that did not end well, with the facts of the creation that failed or of the last problem. */
export function outcomeError(outcome: Unready, context: Context): ApigError {
  const { kind, last, lastProblem } = outcome;
  const failure: ErrorFacts = given({ apiCode: last?.snapshot.errorCode, requestId: last?.requestId });
  const facts = kind === "failed" ? ({ source: "api", ...failure } as const) : lastProblem && factsOf(lastProblem);
  const code = codeOf(outcome, context.operation);
  return new ToldError(code, formatOutcome(outcome, context), { cause: lastProblem?.cause, ...facts });
}

/** What people are told of whatever was thrown. */
export function told(error: unknown, redact: Redact): Error {
  if (error instanceof ToldError || error instanceof InitFailure || error instanceof Bug) return error;
  if (error instanceof ApigError) {
    const { code, message, cause, facts } = error;
    return new ToldError(code, closed(message, code), { cause, ...facts });
  }
  return new Bug(error, (text) => safeText(text, redact, longestInMessage));
}

/** The same methods; what they throw passes through `tell`. */
export function telling<Methods extends object>(methods: Methods, tell: (error: unknown) => unknown): Methods {
  const fail = (error: unknown) => {
    throw tell(error);
  };
  const safe = (act: (...given: unknown[]) => unknown) => {
    return (...given: unknown[]) => {
      try {
        const answer = act(...given);
        return answer instanceof Promise ? answer.catch(fail) : answer;
      } catch (error) {
        return fail(error);
      }
    };
  };
  const all = Object.entries(methods).map(([name, each]) => [name, typeof each === "function" ? safe(each) : each]);
  return Object.fromEntries(all) as Methods;
}

/** The stable code of a wait that did not end well. */
export function codeOf(outcome: Unready, operation?: Operation): ErrorCode {
  if (outcome.kind === "failed") return "APIG_GATEWAY_FAILED";
  if (outcome.kind === "interrupted") return "APIG_INTERRUPTED";
  if (outcome.kind !== "timed-out") return outcome.lastProblem.code;
  return (asksByItself(operation) && isUnanswered(outcome) && outcome.lastProblem?.code) || "APIG_TIMED_OUT";
}

/** Whether the time ended before anybody answered: then nothing is known of the gateway. */
export function isUnanswered({ kind, last, lastProblem }: Outcome): boolean {
  return kind === "timed-out" && last === null && lastProblem?.retryability === "retry";
}

function effort({ polls, problems, elapsedMs }: WaitState): string {
  const requests = `${polls} ${polls === 1 ? "request" : "requests"}`;
  const tries = elapsedMs < 1000 ? requests : `${requests} in ${formatDuration(elapsedMs)}`;
  if (problems === 0) return tries;
  const some = problems < polls ? `${problems} ` : polls === 1 ? "" : "all ";
  return `${tries}, ${some}failed`;
}
