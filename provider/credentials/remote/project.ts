import { ApigError } from "../../errors";
import type { Reply } from "../../http/transport";
import type { CachedSession } from "../cache";
import type { ResolvedCredential } from "../resolve";
import {
  assertAnswered,
  type Project,
  projectSearch,
  readProjects,
  readTokenProject,
  type Scope,
  tokenCheck,
} from "./iam";

/** The project that a login asks a token for. */
export function scopeOf({ projectId, projectName, defaultProject }: ResolvedCredential): Scope {
  if (projectId !== null) return { id: projectId };
  const name = projectName ?? defaultProject;
  return name === null ? null : { name };
}

/**
 * Id of the project: given, or found by name, or the token's own, or the region's default project. What is found is
 * remembered for the process. Throws APIG_PROJECT_NOT_FOUND where that does not lead to one.
 */
export async function projectOf(
  candidate: ResolvedCredential,
  login: CachedSession,
  redact: (text: string) => string,
): Promise<string> {
  if (candidate.projectId !== null) return candidate.projectId;
  const key = JSON.stringify([candidate.projectName, candidate.defaultProject]);
  const search = login.projects.get(key) ?? find(candidate, login, redact);
  login.projects.set(key, search);
  // What failed may have been the network: the next one asks again.
  search.catch(() => login.projects.delete(key));
  return search;
}

async function find(
  candidate: ResolvedCredential,
  login: CachedSession,
  redact: (text: string) => string,
): Promise<string> {
  const { credential, iam, otherProjectId } = candidate;
  if (iam === null) {
    if (otherProjectId !== null) return otherProjectId;
    throw notFound(`the project of ${candidate.name} cannot be looked up: nothing tells the address of IAM`);
  }
  switch (credential.kind) {
    case "password": {
      const proof = await login.session.prove(login.provider(scopeOf(candidate)));
      if (proof.kind === "token" && proof.projectId !== null) return proof.projectId;
      throw notFound(`the login of ${candidate.name} at ${iam} is for no project`);
    }
    case "token": {
      const reply = await ask(candidate, login, tokenCheck(iam, credential.token), redact);
      return ownProject(readTokenProject(reply, iam), candidate);
    }
    default: {
      const name = candidate.projectName ?? candidate.defaultProject;
      if (name === null) throw notFound(`${candidate.name} names no project and no region`);
      const reply = await ask(candidate, login, projectSearch(iam, name), redact);
      return onlyProject(readProjects(reply, iam), name, iam);
    }
  }
}

async function ask(
  { iam }: ResolvedCredential,
  { session, provider }: CachedSession,
  request: ReturnType<typeof tokenCheck>,
  redact: (text: string) => string,
): Promise<Reply> {
  const reply = await session.send(request, provider(null));
  if (reply.status === 403) throw notFound(`the credential may not list projects at ${iam}`);
  assertAnswered(reply, iam ?? "", redact);
  return reply;
}

function ownProject(project: Project | null, { name, projectName }: ResolvedCredential): string {
  if (project === null) throw notFound(`the token of ${name} belongs to no project, so API Gateway refuses it`);
  if (projectName === null || project.name === projectName) return project.id;
  throw notFound(`the token of ${name} belongs to project "${project.name}", not "${projectName}"`);
}

function onlyProject(projects: readonly Project[], name: string, iam: string): string {
  const [project, ...others] = projects.filter((each) => each.name === name);
  if (project && others.length === 0) return project.id;
  const how = project ? `${others.length + 1} projects are` : "no project is";
  throw notFound(`${how} named "${name}" at ${iam}`);
}

function notFound(reason: string): ApigError {
  return new ApigError(
    "APIG_PROJECT_NOT_FOUND",
    `no project: set it with pulumi config set apig:projectId, the argument projectId, HW_PROJECT_ID or OS_PROJECT_ID (${reason})`,
  );
}
