// A user is logged in here, and an agency assumed: what IAM issues for it.
import { factsOf, type Problem, problemOf } from "../../core/problem";
import { iamAt, iamName, iamRefusal, mayNotAssume } from "../../core/text/credential";
import type { ApigError } from "../../errors";
import type { HttpRequest, Reply, Send } from "../../http/transport";
import type { Agency } from "../agency";
import type { Credential, Expiring, MaterialSource } from "../credential";
import type { Redactor } from "../redact";
import type { ServerTime } from "../serverTime";
import { Refused, refusalIn, refused } from "../session";
import { authenticated } from "../sign";
import { authRequest, faultOf, isAnswered, readToken, type TokenScope, temporaryKeys, tokenRequest } from "./iam";

/** What those who ask for something that authenticates requests need. */
export interface IssueDeps {
  readonly send: Send;
  /** Sends to the metadata service of this server, in plain HTTP. */
  readonly sendLocally: Send;
  readonly redactor: Redactor;
  readonly time: ServerTime;
}

/** How to ask IAM for it. */
export interface Asking extends IssueDeps {
  readonly kind: Credential["kind"];
  readonly iam: string;
}

/** An answer that may come from a machine on the way: what it means if it is the server's own, and if it is not. */
export class DoubtfulAnswer extends Error {
  constructor(
    readonly proven: ApigError,
    readonly passing: ApigError,
  ) {
    super(proven.message);
  }
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
 * What an agency gives: a token, which is for `scope`, for a token or password; temporary keys for keys. `own` is the
 * credential's own material. Sources: IAM's "Obtaining an Agency Token" and "Obtaining Temporary Access Keys and Security
 * Tokens of an Agency". A credential of its own that is refused is renewed once, as is a signature at a wrong time; whatever
 * else IAM refuses is final, since IAM locks a user whom it refuses repeatedly.
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
function rejectionIn(reply: Reply, { iam, redactor, time }: Asking) {
  const problem = problemOf(reply, redactor.redact, iamAt(iam));
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
