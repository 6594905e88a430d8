// remote/ asks servers about a credential: IAM (this file), the metadata service of a cloud server, the project's id.
import { headerRule, idRule } from "../../core/arguments";
import type { Redact } from "../../core/foreignText";
import { formatProblem, type Problem, problemOf } from "../../core/problem";
import { ApigError } from "../../errors";
import type { HttpRequest, Reply } from "../../http/transport";
import type { Expiring } from "../authMaterial";
import type { User } from "../credential";
import { lifetimeOf } from "./lifetime";

/** IAM's API, as far as it is needed. Source: "Obtaining a User Token Through Password Authentication" and its neighbours. */
export const iamTimeoutMs = 20_000;

export type Scope = { readonly id: string } | { readonly name: string } | null;
/** What a login asks a token for: a project, or the whole account, as assuming an agency needs it. */
export type TokenScope = { readonly project: Scope } | { readonly domain: object } | null;
export interface Project {
  readonly id: string;
  readonly name: string;
}

export function loginRequest(iam: string, user: User, password: string, scope: TokenScope): HttpRequest {
  const identity = { methods: ["password"], password: { user: { ...user, password } } };
  return authRequest(`${iam}/auth/tokens?nocatalog=true`, { identity, ...(scope && { scope }) });
}

/** Asks for something that authenticates requests. */
export function authRequest(url: string, auth: object): HttpRequest {
  const headers = { "content-type": "application/json;charset=utf8" };
  return { method: "POST", url, headers, body: JSON.stringify({ auth }), timeoutMs: iamTimeoutMs };
}

/** Reads a 201 to a login. */
export function readLogin(reply: Reply, iam: string, nowMs: number): Expiring {
  const token = reply.headers.get("x-subject-token");
  const body = tokenOf(reply, iam);
  if (!token || !headerRule.test(token)) throw unexpected(iam, "the answer to the login has no X-Subject-Token");
  const lifetimeMs = lifetimeOf(reply, body.expires_at, nowMs);
  if (lifetimeMs === null) throw unexpected(iam, "the answer to the login has no expires_at");
  return { material: { kind: "token", token, projectId: projectIn(body, iam)?.id ?? null }, lifetimeMs };
}

/** Asks for the scope of a token. */
export const tokenCheck = (iam: string, token: string): HttpRequest => ({
  method: "GET",
  url: `${iam}/auth/tokens?nocatalog=true`,
  headers: { "x-subject-token": token },
  timeoutMs: iamTimeoutMs,
});

export const projectSearch = (iam: string, name: string): HttpRequest => ({
  method: "GET",
  url: `${iam}/projects?name=${encodeURIComponent(name.toWellFormed())}`,
  timeoutMs: iamTimeoutMs,
});

interface TokenBody {
  readonly expires_at?: unknown;
  readonly project?: unknown;
}

/** The project that a token is scoped to, or null. */
export function readTokenProject(reply: Reply, iam: string): Project | null {
  return projectIn(tokenOf(reply, iam), iam);
}

function projectIn({ project }: TokenBody, iam: string): Project | null {
  if (project === undefined || project === null) return null;
  if (!isProject(project)) throw unexpected(iam, "the answer's project has no id and name");
  return project;
}

/** The id becomes a part of addresses. */
function isProject(value: unknown): value is Project {
  const { id, name } = Object(value) as { readonly id?: unknown; readonly name?: unknown };
  return typeof id === "string" && idRule.test(id) && typeof name === "string";
}

export function readProjects(reply: Reply, iam: string): readonly Project[] {
  const { projects } = json(reply, iam) as { projects?: unknown };
  if (!Array.isArray(projects)) throw unexpected(iam, "the answer has no list of projects");
  return projects.filter(isProject);
}

/** Throws what IAM answered instead; `redact` hides what it echoes. */
export function assertAnswered(reply: Reply, iam: string, redact: Redact): void {
  if (!isAnswered(reply)) throw answerError(problemOf(reply, redact), iam);
}

export const isAnswered = ({ status }: Reply) => status === 200 || status === 201;

export function answerError(
  { code, ...problem }: Pick<Problem, "code" | "text" | "requestId">,
  iam: string,
): ApigError {
  return new ApigError(code, `IAM at ${iam}: ${formatProblem(problem)}`);
}

function tokenOf(reply: Reply, iam: string): TokenBody {
  const { token } = json(reply, iam) as { token?: unknown };
  if (typeof token !== "object" || token === null) throw unexpected(iam, "the answer holds no token");
  return token;
}

function json(reply: Reply, iam: string): object {
  try {
    return Object(JSON.parse(reply.text));
  } catch {
    throw unexpected(iam, "the answer is not JSON");
  }
}

function unexpected(iam: string, what: string): ApigError {
  return new ApigError("APIG_BAD_RESPONSE", `IAM at ${iam}: ${what}`);
}
