// remote/ asks servers about a credential: IAM (issue.ts logs in, this file writes its requests and reads its answers), the
// metadata service of a cloud server, the project's id.
import { headerRule, idRule } from "../../core/arguments";
import { attempt } from "../../core/attempt";
import { iamFault } from "../../core/text/credential";
import type { ApigError } from "../../errors";
import type { HttpRequest, Reply } from "../../http/transport";
import type { Expiring } from "../credential";

/** IAM's API, as far as it is needed. Source: "Obtaining a User Token Through Password Authentication" and its neighbours. */
const timeoutMs = 20_000;

export type Scope = { readonly id: string } | { readonly name: string } | null;
/** What a login asks a token for: a project, or the whole account, as assuming an agency needs it. */
export type TokenScope = { readonly project: Scope } | { readonly domain: object } | null;
export interface Project {
  readonly id: string;
  readonly name: string;
}

const tokens = (iam: string) => `${iam}/auth/tokens?nocatalog=true`;

/** Asks for a token; `identity` proves who asks. */
export function tokenRequest(iam: string, identity: object, scope: TokenScope): HttpRequest {
  return authRequest(tokens(iam), { identity, ...(scope && { scope }) });
}

/** Asks for something that authenticates requests. */
export function authRequest(url: string, auth: object): HttpRequest {
  const headers = { "content-type": "application/json;charset=utf8" };
  return { method: "POST", url, headers, body: JSON.stringify({ auth }), timeoutMs };
}

/** Reads a 201 to a request for a token. */
export function readToken(reply: Reply, iam: string, nowMs: number): Expiring {
  const fault = faultOf(iam);
  const token = reply.headers.get("x-subject-token");
  const { expiresAt, project } = tokenOf(reply, fault);
  if (!isWord(token)) throw fault("the answer to the login has no X-Subject-Token");
  const lifetimeMs = lifetimeOf(reply, expiresAt, nowMs, fault);
  return { material: { kind: "token", token, projectId: project?.id ?? null }, lifetimeMs };
}

/** Asks for the scope of a token. */
export const tokenCheck = (iam: string, token: string): HttpRequest => ({
  method: "GET",
  url: tokens(iam),
  headers: { "x-subject-token": token },
  timeoutMs,
});

export const projectSearch = (iam: string, name: string): HttpRequest => ({
  method: "GET",
  url: `${iam}/projects?name=${encodeURIComponent(name.toWellFormed())}`,
  timeoutMs,
});

/** The project that a token is scoped to, or null. */
export function readTokenProject(reply: Reply, iam: string): Project | null {
  return tokenOf(reply, faultOf(iam)).project;
}

export function readProjects(reply: Reply, iam: string): readonly Project[] {
  const fault = faultOf(iam);
  const { projects } = jsonOf(reply, fault);
  if (!Array.isArray(projects)) throw fault("the answer has no list of projects");
  return projects.filter(isProject);
}

function tokenOf(reply: Reply, fault: Fault): { readonly expiresAt: unknown; readonly project: Project | null } {
  const { token } = jsonOf(reply, fault);
  if (typeof token !== "object" || token === null) throw fault("the answer holds no token");
  const { expires_at: expiresAt, project }: Json = Object(token);
  if (project === undefined || project === null) return { expiresAt, project: null };
  if (isProject(project)) return { expiresAt, project };
  throw fault("the answer's project has no id and name");
}

/** The id becomes a part of addresses. */
function isProject(value: unknown): value is Project {
  const { id, name }: Json = Object(value);
  return typeof id === "string" && idRule.test(id) && typeof name === "string";
}

export const isAnswered = ({ status }: Reply) => status === 200 || status === 201;

/** Makes the error for an answer that is not as documented. */
type Fault = (what: string) => ApigError;

export function faultOf(iam: string): Fault {
  return (what) => iamFault(iam, what);
}

type Json = Readonly<Record<string, unknown>>;

function jsonOf({ text }: Reply, fault: Fault): Json {
  const body = attempt(SyntaxError, () => Object(JSON.parse(text)));
  if (body === undefined) throw fault("the answer is not JSON");
  return body;
}

/**
 * How long something lives that a server issued. It uses the server's own clock, so that a wrong clock on this machine does
 * not matter.
 */
function lifetimeOf(reply: Reply, expiresAt: unknown, nowMs: number, fault: Fault): number {
  // The header has whole seconds, so it may have been sent up to one later.
  const sentAt = Date.parse(reply.headers.get("date") ?? "") + 999 || nowMs;
  const lifetimeMs = Date.parse(typeof expiresAt === "string" ? expiresAt : "") - sentAt;
  if (Number.isNaN(lifetimeMs)) throw fault("the answer has no expires_at");
  return lifetimeMs;
}

/** Temporary keys in the shape that IAM and the metadata service share. */
export function temporaryKeys(reply: Reply, nowMs: number, fault: Fault): Expiring {
  const { access, secret, securitytoken, expires_at }: Json = Object(jsonOf(reply, fault).credential);
  if (!isWord(access) || !isWord(secret) || !isWord(securitytoken)) throw fault("the answer holds no keys");
  const material = { kind: "access key", accessKey: access, secretKey: secret, securityToken: securitytoken } as const;
  return { material, lifetimeMs: lifetimeOf(reply, expires_at, nowMs, fault) };
}

/** What may stand in a header. */
function isWord(value: unknown): value is string {
  return typeof value === "string" && headerRule.test(value);
}
