import type { Redact } from "../../core/foreignText";
import { type Problem, problemOf } from "../../core/problem";
import { iamAt, iamName, iamRefusal } from "../../core/text/credential";
import type { ApigError } from "../../errors";
import type { Reply, Send } from "../../http/transport";
import { DoubtfulAnswer, type Expiring } from "../authMaterial";
import type { Credential } from "../credential";
import type { ServerTime } from "../serverTime";
import { refusalIn, refused } from "../session";
import { isAnswered, readToken, type TokenScope, tokenRequest } from "./iam";

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
  const rejection = rejectionIn(reply, asking);
  if (rejection) throw rejected(rejection, asking);
  return readToken(reply, iam, time.machine.now());
}

/** What IAM answered in place of what it was asked to issue. */
export interface Rejection {
  readonly problem: Problem;
  /** The same where it says that the credential itself is refused. */
  readonly refusal: Problem | null;
}

/** Null where IAM issued it. */
export function rejectionIn(reply: Reply, { iam, redact, time }: Asking): Rejection | null {
  if (isAnswered(reply)) return null;
  const problem = problemOf(reply, redact, iamAt(iam));
  return { problem, refusal: refusalIn(problem, reply, time.machine.now()) };
}

/** The error of a rejection; `otherwise` where it says nothing about the credential. */
export function rejected({ problem, refusal }: Rejection, { kind, iam }: Asking, otherwise?: ApigError): Error {
  const error = refusal ? refused(refusal, { kind }, iamName(iam)) : (otherwise ?? iamRefusal(problem, iam));
  if ((refusal ?? problem).retryability !== "doubtful") return error;
  return new DoubtfulAnswer(error, iamRefusal({ ...problem, code: "APIG_UNAVAILABLE" }, iam));
}
