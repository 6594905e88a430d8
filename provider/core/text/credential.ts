// Refused credentials, IAM and the metadata service: what was refused, and what is wrong with the credential.
import { ApigError } from "../../errors";
import { formatDuration } from "../duration";
import { noCredentials, said } from "../foreignText";
import { type Answering, factsOf, formatProblem, idOfRequest, type Problem } from "../problem";
import { asSentence } from "./nextStep";

// What follows the name of a credential in one sentence, then what to do.

/** A server, named by `by`, refuses the credential. What to do comes before the server's words, which may be long. */
export function refusedBy(by: string, problem: Problem, kind: CredentialKind): string {
  const { status, apiCode, said, requestId, clockOffMs } = problem;
  const hasWords = status !== undefined && said !== undefined;
  const code = apiCode === undefined ? "" : ` ${apiCode}`;
  const answer = hasWords ? `HTTP ${status}${code}` : formatProblem(problem);
  const clock = clockOffMs === undefined ? "" : ` (${clockText(clockOffMs)})`;
  const words = hasWords ? ` It answered: "${said}"${idOfRequest(requestId)}.` : "";
  return `was rejected by ${by} with ${answer}${clock}. ${asSentence(adviceOn(problem, kind))}${words}`;
}

/** IAM does not let it assume an agency. */
export function mayNotAssume(agency: string, account: string | undefined, iam: string, problem: Problem): string {
  return `${said`may not assume the agency ${agency} of ${account}`}: ${iamName(iam)} answered ${formatProblem(problem)}. Check the names of agency and account, that the agency trusts this account, and that the user has the permission Agent Operator.`;
}

/** A refusal with the credential's name, and those of the others that could have been meant. */
export function namedRefusal(name: string, refusal: ApigError, others: readonly string[]): ApigError {
  const also = others.length === 0 ? "" : ` Other credentials were found but not used: ${others.join(", ")}.`;
  return new ApigError(refusal.code, `credential ${name} ${refusal.message}${also}`, refusal.facts);
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
    `the token or key issued ${since} s ago was rejected; next login in ${left} s (at most one login in ${gap} s)`,
  );
}

/** The metadata service of a cloud server, at `base`, gave no keys. */
export function noServerKeys(base: string, reason: string): ApigError {
  return noCredentials`the metadata service at ${base} gave no keys for the server's agency: ${reason}; assign an agency to this cloud server, or unset apig:ecsAgency (or the profile of mode ecsAgency) to use another credential`;
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

export type CredentialKind = "token" | "access key" | "password" | "server agency";

interface Advice {
  readonly codes: readonly string[];
  /** For codes that mean several things: the server's words. They never count without the code, since any page may have them. */
  readonly words?: RegExp;
  readonly advice: string;
}

/** "Incorrect IAM authentication information"; older gateways have the other prefix. */
const incorrect = ["APIGW.0301", "APIG.0301"];
/** The status, which Keystone's form of an error repeats in place of a code. */
const unauthorized = ["401"];

const unknownKey =
  "check the access key: this cloud does not know it (it may be deleted, belong to another cloud, or be a temporary key without its security token)";
const cutToken = "get a new token: this one is truncated or belongs to another region";
const lockedUser = "correct the password and wait 15 minutes: the user is locked after several failures";

/**
 * What a refusal of a credential means and what to do; the first row that fits counts. Sources: error codes of the management API
 * (`APIC.`, `APIG.`), of the gateway in front of it (`APIGW.`, whose 0301 says more in its text) and of IAM.
 */
const known: readonly Advice[] = [
  {
    codes: incorrect,
    words: /\bsignature expired\b/i,
    advice: "correct this machine's clock: a signature is valid for 15 minutes",
  },
  {
    codes: incorrect,
    words: /\breach the limit\b/i,
    advice: "correct the secret key and wait 5 minutes: the access key is locked after several failures",
  },
  { codes: incorrect, words: /\bak (\S+ )?not exist\b|\bget secretkey failed\b/i, advice: unknownKey },
  {
    codes: incorrect,
    words: /\baksk signature fail\b/i,
    advice: "correct the secret key: it does not match the access key",
  },
  { codes: ["IAM.1104", "IAM.1105", "IAM.1106", "IAM.1107"], advice: unknownKey },
  { codes: ["IAM.1108"], advice: "get a new temporary access key: the security token has expired" },
  { codes: incorrect, words: /\bdecrypt token fail\b/i, advice: cutToken },
  { codes: ["APIGW.0307", "APIG.0307"], advice: cutToken },
  { codes: ["APIC.7101", "APIG.1001"], advice: "get a new token: this one has expired" },
  {
    codes: ["APIC.7103", "APIG.1003"],
    advice: "get a token scoped to the gateway's project: this one belongs to no project",
  },
  { codes: ["APIG.1012"], advice: "top up the account: its balance is zero" },
  { codes: ["APIG.1011", "APIG.1013"], advice: "check the console: the account is frozen or must be verified" },
  { codes: ["IAM.0061"], advice: lockedUser },
  { codes: unauthorized, words: /\b(user|account)\b.{0,40}\blocked\b/i, advice: lockedUser },
  { codes: ["IAM.0066"], advice: "set a new password in the console: this one has expired" },
];

const byKind: Readonly<Record<CredentialKind, string>> = {
  token: "get a new token of this cloud, scoped to the gateway's project",
  "access key": "check the access key and the secret key",
  password:
    "check user name, password and account (domainName, such as OTC-EU-DE-...); a HUAWEI ID cannot log in with a password, an IAM user can",
  "server agency": "check that the server's agency is delegated to ECS and may read API Gateway",
};

/** What to do about a refused credential. */
export function adviceOn({ apiCode, said = "" }: Pick<Problem, "apiCode" | "said">, kind: CredentialKind): string {
  // Without a code it is no answer of the cloud's, such as a page of a firewall.
  const fits = ({ codes, words }: Advice) =>
    apiCode !== undefined && codes.includes(apiCode) && (words?.test(said) ?? true);
  return known.find(fits)?.advice ?? byKind[kind];
}
