// What IAM issues: a token for a login, and what an agency gives.
import type { Redact } from "../../core/foreignText";
import { factsOf, type Problem, problemOf } from "../../core/problem";
import { iamAt, iamName, iamRefusal, mayNotAssume } from "../../core/text/credential";
import type { ApigError } from "../../errors";
import type { HttpRequest, Reply, Send } from "../../http/transport";
import type { Agency } from "../agency";
import { authenticated, DoubtfulAnswer, type Expiring, type MaterialSource } from "../authMaterial";
import type { Credential } from "../credential";
import type { ServerTime } from "../serverTime";
import { Refused, refusalIn, refused } from "../session";
import { temporaryKeys } from "./answers";
import { authRequest, faultOf, isAnswered, readToken, type TokenScope, tokenRequest } from "./iam";

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
  if (isAnswered(reply)) return readToken(reply, iam, time.machine.now());
  throw rejected(rejectionIn(reply, asking), asking);
}

/**
 * What an agency gives: a token, which is for `scope`, for a token or password; temporary keys for keys. `own` is the credential's own
 * material. Sources: IAM's "Obtaining an Agency Token" and "Obtaining Temporary Access Keys and Security Tokens of an Agency". A
 * credential of its own that is refused is renewed once, as is a signature at a wrong time; whatever else IAM refuses is final, since IAM
 * locks a user whom it refuses repeatedly.
 */
export async function assumeRole(
  agency: Agency,
  own: MaterialSource,
  scope: TokenScope,
  asking: Asking,
): Promise<Expiring> {
  const { iam, send, time } = asking;
  for (let isAgain = false; ; isAgain = true) {
    const material = await own.get();
    const isToken = material.kind === "token";
    const request = isToken ? agencyToken(iam, agency, scope) : agencyKeys(iam, agency);
    const stamp = time.stamp();
    const reply = await send({ ...request, headers: authenticated(request, material, stamp.iso) });
    if (isAnswered(reply)) {
      const now = time.machine.now();
      return isToken ? readToken(reply, iam, now) : temporaryKeys(reply, now, faultOf(iam));
    }
    const rejection = rejectionIn(reply, asking);
    const { problem, refusal } = rejection;
    const wasWrongTime = refusal !== null && time.learn(reply.headers.get("date"), stamp) && !isToken;
    const canRenew = refusal?.mayHaveExpired && own.renew(material);
    if (!isAgain && (wasWrongTime || canRenew)) continue;
    const account = Object.values(agency.domain)[0];
    const unassumed = new Refused(mayNotAssume(agency.name, account, iam, problem), factsOf(problem));
    throw rejected(rejection, asking, isFinal(reply.status) ? unassumed : undefined);
  }
}

const isFinal = (status: number) => status >= 400 && status < 500 && status !== 408 && status !== 429;

function agencyToken(iam: string, agency: Agency, scope: TokenScope): HttpRequest {
  // Both clouds take this name of the agency here, and both Terraform providers send it.
  const identity = { methods: ["assume_role"], assume_role: { xrole_name: agency.name, ...accountOf(agency) } };
  return tokenRequest(iam, identity, scope);
}

function agencyKeys(iam: string, agency: Agency): HttpRequest {
  const { name, durationSeconds } = agency;
  const duration = durationSeconds === null ? {} : { duration_seconds: durationSeconds };
  const role = { agency_name: name, ...accountOf(agency), ...duration };
  const url = `${iam.replace(/\/v3$/, "")}/v3.0/OS-CREDENTIAL/securitytokens`;
  return authRequest(url, { identity: { methods: ["assume_role"], assume_role: role } });
}

function accountOf({ domain }: Agency): object {
  return "id" in domain ? { domain_id: domain.id } : { domain_name: domain.name };
}

/** What IAM answered in place of what it was asked to issue; `refusal` where that says that the credential itself is refused. */
function rejectionIn(reply: Reply, { iam, redact, time }: Asking) {
  const problem = problemOf(reply, redact, iamAt(iam));
  return { problem, refusal: refusalIn(problem, reply, time.machine.now()) };
}

/** The error of a rejection; `otherwise` where it says nothing about the credential. */
function rejected(
  { problem, refusal }: { readonly problem: Problem; readonly refusal: Problem | null },
  { kind, iam }: Asking,
  otherwise?: ApigError,
): Error {
  const error = refusal ? refused(refusal, kind, iamName(iam)) : (otherwise ?? iamRefusal(problem, iam));
  if ((refusal ?? problem).retryability !== "doubtful") return error;
  return new DoubtfulAnswer(error, iamRefusal({ ...problem, code: "APIG_UNAVAILABLE" }, iam));
}
