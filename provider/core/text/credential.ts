import { ApigError } from "../../errors";
import { formatDuration } from "../duration";
import { noCredentials, said } from "../foreignText";
import { type Answering, factsOf, formatProblem, type Problem } from "../problem";
import { adviceOn, type CredentialKind } from "./credentialAdvice";
import { asSentence } from "./nextStep";

// What follows the name of a credential in one sentence, then what to do.

/** A server, named by `by`, refuses the credential. */
export function refusedBy(by: string, problem: Problem, kind: CredentialKind): string {
  return `was refused by ${by} with ${formatProblem(problem)}. ${asSentence(adviceOn(problem, kind))}`;
}

/** IAM does not let it assume an agency. */
export function mayNotAssume(agency: string, account: string | undefined, iam: string, problem: Problem): string {
  return `${said`may not assume the agency ${agency} of ${account}`}: ${iamName(iam)} answered ${formatProblem(problem)}. Check the names of agency and account, that the agency trusts this account, and that the user has the permission Agent Operator.`;
}

/** A refusal with the credential's name, and those of the others that could have been meant. */
export function namedRefusal(name: string, refusal: ApigError, others: readonly string[]): ApigError {
  const also = others.length === 0 ? "" : ` Also found, and not used: ${others.join(", ")}.`;
  return new ApigError(refusal.code, `${name} ${refusal.message}${also}`, refusal.facts);
}

/** By how much this machine's clock is wrong. */
export function clockText(offMs: number): string {
  return `this machine's clock is ${formatDuration(Math.abs(offMs))} ${offMs > 0 ? "ahead" : "behind"}`;
}

/** What a server issued is asked for again before `gapMs` have passed since. */
export function askedTooOften(sinceMs: number, gapMs: number): ApigError {
  const [since, gap, left] = [sinceMs, gapMs, gapMs - sinceMs].map((ms) => Math.round(ms / 1000));
  return new ApigError(
    "APIG_THROTTLED",
    `what was issued ${since} s ago to authenticate requests is no longer good; it is asked for once in ${gap} s at most, so again in ${left} s`,
  );
}

/** The metadata service of a cloud server, at `base`, gave no keys. */
export function noServerKeys(base: string, reason: string): ApigError {
  return noCredentials`the agency of this cloud server is asked for (apig:ecsAgency, or a profile of mode ecsAgency), but the metadata service at ${base} gave no keys: ${reason}; give the server an agency, or use another credential`;
}

export const iamName = (iam: string) => `IAM at ${new URL(iam).host}`;

export const iamAt = (iam: string): Answering => ({ source: "iam", host: new URL(iam).host });

/** IAM answered with an error. */
export function iamRefusal(problem: Problem, iam: string): ApigError {
  return new ApigError(problem.code, `IAM at ${iam}: ${formatProblem(problem)}`, factsOf(problem));
}

/** IAM's answer is not as documented. */
export function iamFault(iam: string, what: string): ApigError {
  return new ApigError("APIG_BAD_RESPONSE", `IAM at ${iam}: ${what}`, { ...iamAt(iam), said: what });
}
