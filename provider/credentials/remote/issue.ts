import type { Redact } from "../../core/foreignText";
import { type Problem, problemOf } from "../../core/problem";
import type { Reply, Send } from "../../http/transport";
import { DoubtfulAnswer, type Expiring } from "../authMaterial";
import type { Credential } from "../credential";
import type { ServerTime } from "../serverTime";
import { type Refused, refusalOf, refused } from "../session";
import { answerError, iamAt, isAnswered, readToken, type TokenScope, tokenRequest } from "./iam";

/** How to ask IAM for something that authenticates requests. */
export interface Asking {
  readonly kind: Credential["kind"];
  readonly iam: string;
  readonly send: Send;
  readonly time: ServerTime;
  readonly redact: Redact;
}

type Password = Extract<Credential, { kind: "password" }>;

/** Logs a user in. Throws Refused, DoubtfulAnswer, or what IAM answered instead. */
export async function logIn({ user, password }: Password, scope: TokenScope, asking: Asking): Promise<Expiring> {
  const { iam, send, time } = asking;
  const identity = { methods: ["password"], password: { user: { ...user, password } } };
  const reply = await send(tokenRequest(iam, identity, scope));
  assertIssued(reply, asking);
  return readToken(reply, iam, time.now());
}

/** Throws unless IAM issued what it was asked for. `refusal` makes the error of an answer that says nothing about the credential. */
export function assertIssued(
  reply: Reply,
  { kind, iam, redact, time }: Asking,
  refusal: (problem: Problem) => Refused | null = () => null,
): void {
  if (isAnswered(reply)) return;
  const problem = problemOf(reply, redact, iamAt(iam));
  const own = refusalOf(reply, { redact, time }, iamAt(iam));
  const error = own ? refused(own, { kind }, nameOf(iam)) : (refusal(problem) ?? answerError(problem, iam));
  if ((own ?? problem).retryability !== "doubtful") throw error;
  throw new DoubtfulAnswer(error, answerError({ ...problem, code: "APIG_UNAVAILABLE" }, iam));
}

export const nameOf = (iam: string) => `IAM at ${new URL(iam).host}`;
