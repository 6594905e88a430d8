// IAM: "Obtaining a User Token Through Password Authentication" and "Verifying a Token".
import type { Account, Project, User } from "../account";
import { type LoginRequest, readLogin } from "../loginRequest";
import type { Reply } from "../reply";
import { jsonObject } from "../request";
import { type Exchange, originOf, type Route } from "../router";
import type { Token } from "../tokens";
import { iamError, keystoneError, traced, unauthenticated } from "./keystone";

const isoTime = (at: number) => new Date(at).toISOString().replace("Z", "000Z");

function tokenBody({ user, project, issuedAt, expiresAt }: Token, { domain }: Account, catalog: unknown) {
  return {
    token: {
      methods: ["password"],
      issued_at: isoTime(issuedAt),
      expires_at: isoTime(expiresAt),
      user: { id: user.id, name: user.name, domain, password_expires_at: "" },
      ...(project && { project: { ...project, domain } }),
      roles: project && user.projectIds.includes(project.id) ? [{ id: "0", name: "te_admin" }] : [],
      ...(catalog === undefined ? {} : { catalog }),
    },
  };
}

function catalogOf(exchange: Exchange, project: Project | undefined): unknown {
  const { request, world } = exchange;
  // Any text turns the catalog off, even "false"; an empty one does not.
  if ((request.query.get("nocatalog") ?? "") !== "") return undefined;
  const origin = originOf(exchange);
  const entry = (type: string, name: string, url: string) => ({
    type,
    name,
    id: name,
    endpoints: [{ url, region: world.region, region_id: world.region, interface: "public", id: name }],
  });
  return [
    entry("identity", "iam", `${origin}/v3`),
    ...(project ? [entry("apigv2", "apigv2", `${origin}${world.basePath}/v2/${project.id}`)] : []),
  ];
}

function tokenReply(exchange: Exchange, token: Token, status: number): Reply {
  const { account } = exchange.world.identity;
  const body = tokenBody(token, account, catalogOf(exchange, token.project));
  return { status, body, headers: { "x-subject-token": token.value } };
}

function findUser({ domain, users }: Account, login: LoginRequest): User | undefined {
  if (login.userId !== undefined) return users.find(({ id }) => id === login.userId);
  const isDomain = login.domainId === undefined ? login.domainName === domain.name : login.domainId === domain.id;
  return isDomain ? users.find(({ name }) => name === login.userName) : undefined;
}

function login(exchange: Exchange): Reply {
  const wanted = readLogin(jsonObject(exchange.request));
  if (typeof wanted === "string") return keystoneError(400, wanted);
  const { account, passwordLock, tokens } = exchange.world.identity;
  const user = findUser(account, wanted);
  if (user !== undefined && passwordLock.isLocked(user.id)) {
    return iamError(401, "IAM.0061", "The account is locked: too many failed logins.");
  }
  const isRight = user?.password === wanted.password;
  if (user !== undefined) passwordLock.note(user.id, isRight);
  if (user === undefined || !isRight) return iamError(401, "IAM.0062", "The username or password is wrong.");

  const { projectId, projectName } = wanted.scope;
  const project = account.projects.find(({ id, name }) =>
    projectId === undefined ? name === projectName : id === projectId,
  );
  if (project === undefined && (projectId ?? projectName) !== undefined) {
    return keystoneError(404, `Could not find project: ${projectId ?? projectName}`);
  }
  return tokenReply(exchange, tokens.issue(user, project), 201);
}

function verify(exchange: Exchange): Reply {
  const { tokens } = exchange.world.identity;
  const { "x-auth-token": own, "x-subject-token": subject } = exchange.request.headers;
  if (typeof tokens.check(own) === "string") return unauthenticated;
  const token = tokens.check(subject);
  return typeof token === "string" ? keystoneError(404, "Could not find token.") : tokenReply(exchange, token, 200);
}

export const iamTokenRoutes: readonly Route[] = [
  ["POST", "/v3/auth/tokens", traced(login)],
  ["GET", "/v3/auth/tokens", traced(verify)],
];
