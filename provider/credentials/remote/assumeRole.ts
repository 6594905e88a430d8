import { factsOf } from "../../core/problem";
import { mayNotAssume } from "../../core/text/credential";
import type { HttpRequest } from "../../http/transport";
import type { Agency } from "../agency";
import { authenticated, type Expiring, type MaterialSource } from "../authMaterial";
import { Refused } from "../session";
import { temporaryKeys } from "./answers";
import { authRequest, faultOf, readToken, type TokenScope, tokenRequest } from "./iam";
import { type Asking, rejected, rejectionIn } from "./issue";

/** Who assumes which agency, and how to reach IAM. */
export interface Assuming extends Asking {
  readonly agency: Agency;
  /** The credential's own material. */
  readonly own: MaterialSource;
  /** The project that an agency's token is for. */
  readonly scope: TokenScope;
}

/**
 * What an agency gives: a token for a token or password, temporary keys for keys. Sources: IAM's "Obtaining an Agency Token"
 * and "Obtaining Temporary Access Keys and Security Tokens of an Agency". A credential of its own that is refused is renewed
 * once, as is a signature at a wrong time; whatever else IAM refuses is final, since IAM locks a user whom it refuses repeatedly.
 */
export async function assumeRole(assuming: Assuming): Promise<Expiring> {
  const { agency, own, iam, send, time } = assuming;
  for (let isAgain = false; ; isAgain = true) {
    const material = await own.get();
    const isToken = material.kind === "token";
    const request = isToken ? agencyToken(assuming) : agencyKeys(assuming);
    const stamp = time.stamp();
    const reply = await send({ ...request, headers: authenticated(request, material, stamp.iso) });
    const rejection = rejectionIn(reply, assuming);
    if (rejection === null)
      return isToken
        ? readToken(reply, iam, time.machine.now())
        : temporaryKeys(reply, time.machine.now(), faultOf(iam));
    const { problem, refusal } = rejection;
    const wasWrongTime = refusal !== null && time.learn(reply.headers.get("date"), stamp) && !isToken;
    const canRenew = refusal?.mayHaveExpired && own.renew(material);
    if (!isAgain && (wasWrongTime || canRenew)) continue;
    const account = Object.values(agency.domain)[0];
    const unassumed = new Refused(mayNotAssume(agency.name, account, iam, problem), factsOf(problem));
    throw rejected(rejection, assuming, isFinal(reply.status) ? unassumed : undefined);
  }
}

const isFinal = (status: number) => status >= 400 && status < 500 && status !== 408 && status !== 429;

function agencyToken({ iam, agency, scope }: Assuming): HttpRequest {
  // Both clouds take this name of the agency here, and both Terraform providers send it.
  const identity = { methods: ["assume_role"], assume_role: { xrole_name: agency.name, ...accountOf(agency) } };
  return tokenRequest(iam, identity, scope);
}

function agencyKeys({ iam, agency: { durationSeconds, ...agency } }: Assuming): HttpRequest {
  const duration = durationSeconds === null ? {} : { duration_seconds: durationSeconds };
  const role = { agency_name: agency.name, ...accountOf(agency), ...duration };
  const url = `${iam.replace(/\/v3$/, "")}/v3.0/OS-CREDENTIAL/securitytokens`;
  return authRequest(url, { identity: { methods: ["assume_role"], assume_role: role } });
}

function accountOf({ domain }: Pick<Agency, "domain">): object {
  return "id" in domain ? { domain_id: domain.id } : { domain_name: domain.name };
}
