// IAM: "Obtaining a User Token Through Password Authentication" and "Verifying a Token".
import type { User } from "../account";
import { type LoginRequest, methodOf, readLogin } from "../authRequest";
import type { Identity } from "../identity";
import type { Reply } from "../reply";
import { jsonObject } from "../request";
import type { Exchange, Route } from "../router";
import { agencyToken } from "./iamAgencies";
import { iamError, keystoneError, noSuchScope, traced, unauthenticated } from "./keystone";
import { tokenReply } from "./tokenReply";

function findUser({ account: { domain }, users }: Identity, login: LoginRequest): User | undefined {
  if (login.userId !== undefined) return users.find(({ id }) => id === login.userId);
  const isDomain = login.domainId === undefined ? login.domainName === domain.name : login.domainId === domain.id;
  return isDomain ? users.find(({ name }) => name === login.userName) : undefined;
}

function login(exchange: Exchange): Reply {
  const wanted = readLogin(jsonObject(exchange.request));
  if (typeof wanted === "string") return keystoneError(400, wanted);
  const { identity } = exchange.cloud;
  const user = findUser(identity, wanted);
  if (user !== undefined && identity.passwordLock.isLocked(user.id)) {
    return iamError(401, "IAM.0061", "The account is locked: too many failed logins.");
  }
  const isRight = user?.password === wanted.password;
  if (user !== undefined) identity.passwordLock.note(user.id, isRight);
  if (user === undefined || !isRight) return iamError(401, "IAM.0062", "The username or password is wrong.");
  const scope = identity.scopeOf(user, wanted.scope);
  return scope === undefined
    ? noSuchScope(wanted.scope)
    : tokenReply(exchange, identity.tokens.issue(user, { scope }), 201);
}

function issue(exchange: Exchange): Reply {
  const method = methodOf(jsonObject(exchange.request));
  if (method === "password") return login(exchange);
  if (method === "assume_role") return agencyToken(exchange);
  return keystoneError(400, 'auth.identity.methods must be ["password"] or ["assume_role"]');
}

function verify(exchange: Exchange): Reply {
  const { tokens } = exchange.cloud.identity;
  const { "x-auth-token": own, "x-subject-token": subject } = exchange.request.headers;
  if (typeof tokens.check(own) === "string") return unauthenticated;
  const token = tokens.check(subject);
  return typeof token === "string" ? keystoneError(404, "Could not find token.") : tokenReply(exchange, token, 200);
}

export const iamTokenRoutes: readonly Route[] = [
  ["POST", "/v3/auth/tokens", traced(issue)],
  ["GET", "/v3/auth/tokens", traced(verify)],
];
