// IAM: "Obtaining an Agency Token" and "Obtaining Temporary Access Keys and Security Tokens of an Agency", whose request
// and answer both clouds' pages and Huawei Cloud's SDK (huaweicloudsdkiam 3.1) show.
import type { Agency, User } from "../account";
import type { Refusal } from "../agencies";
import { methodOf, readAssume, readDurationSeconds, type Scope } from "../authRequest";
import type { Caller } from "../identity";
import { ok, type Reply } from "../reply";
import { jsonObject } from "../request";
import type { Exchange, Route } from "../router";
import { forbidden, iamCaller, iamError, keystoneError, noSuchScope, temporaryKeyBody, traced } from "./keystone";
import { tokenReply } from "./tokenReply";

interface Assumed {
  readonly agency: Agency;
  /** The user that the caller becomes. */
  readonly actor: User;
  readonly caller: User;
  readonly scope: Scope;
}

const refusals: Readonly<Record<Refusal, Reply>> = {
  locked: iamError(403, "IAM.0061", "The account is locked: too many agencies were refused."),
  unknown: keystoneError(404, "Could not find the agency."),
  forbidden,
};

function assume({ request, cloud }: Exchange, { user, projectId }: Caller): Assumed | Reply {
  const wanted = readAssume(jsonObject(request));
  if (typeof wanted === "string") return keystoneError(400, wanted);
  // Agent Operator is a permission of the global service, so a token for one project does not carry it.
  const isPermitted = request.headers["x-auth-token"] === undefined || projectId === undefined;
  const outcome = cloud.identity.agencies.assume(user, isPermitted, wanted);
  return typeof outcome === "string" ? refusals[outcome] : { ...outcome, caller: user, scope: wanted.scope };
}

/**
 * By token alone: a signed request is refused, as Open Telekom Cloud does (terraform-provider-opentelekomcloud 2089 and
 * gophertelekomcloud 954 on GitHub). It lives as long as any token; the pages show no duration for it.
 */
export function agencyToken(exchange: Exchange): Reply {
  const { identity } = exchange.cloud;
  const caller = identity.byToken(exchange.request);
  if ("status" in caller) return keystoneError(401, "The X-Auth-Token is invalid!");
  const assumed = assume(exchange, caller);
  if ("status" in assumed) return assumed;
  const { actor, scope: wanted, caller: assumedBy } = assumed;
  const scope = identity.scopeOf(actor, wanted);
  if (scope === undefined) return noSuchScope(wanted);
  return tokenReply(exchange, identity.tokens.issue(actor, { scope, assumedBy }), 201);
}

/** By token or signature. The key is valid for the whole account, with any scope. */
function securityTokens(exchange: Exchange): Reply {
  const { request, cloud } = exchange;
  const caller = iamCaller(exchange);
  if ("status" in caller) return caller;
  const body = jsonObject(request);
  if (methodOf(body) !== "assume_role") return keystoneError(400, 'auth.identity.methods must be ["assume_role"]');
  const seconds = readDurationSeconds(body);
  if (typeof seconds === "string") return keystoneError(400, seconds);
  const assumed = assume(exchange, caller);
  if ("status" in assumed) return assumed;
  const key = cloud.identity.keys.issueTemporary(assumed.actor, cloud.now() + seconds * 1000);
  return ok(temporaryKeyBody(key), 201);
}

export const iamAgencyRoutes: readonly Route[] = [
  ["POST", "/v3.0/OS-CREDENTIAL/securitytokens", traced(securityTokens)],
];
