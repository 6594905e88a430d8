import type { ConfigOrigin } from "../../core/configOrigin";
import { longestInMessage, type Redact, safeText, said } from "../../core/foreignText";
import { getOrCreate } from "../../core/getOrCreate";
import { problemOf } from "../../core/problem";
import { iamAt, iamRefusal } from "../../core/text/credential";
import { ApigError } from "../../errors";
import type { HttpRequest, Reply } from "../../http/transport";
import type { ConnectionSettings } from "../resolve";
import type { Session } from "../session";
import * as iamApi from "./iam";

/** True if what authenticates requests is issued for one project. */
export function isScoped({ credential, agency }: ConnectionSettings): boolean {
  return credential.kind === "password" || (credential.kind === "token" && agency !== null);
}

/** The project that a login asks a token for; null where what authenticates requests is for none. */
export function scopeOf(known: ConnectionSettings): iamApi.Scope {
  const { projectId, projectName, defaultProject } = known;
  if (!isScoped(known)) return null;
  if (projectId !== null) return { id: projectId };
  const name = projectName ?? defaultProject;
  return name === null ? null : { name };
}

/**
 * Id of the project: given, or found by name, or the token's own, or the region's default project. What is found is
 * remembered for the process. Throws APIG_PROJECT_NOT_FOUND if that finds no project.
 */
export async function projectOf(known: ConnectionSettings, session: Session, redact: Redact): Promise<string> {
  const { projectId, projectName, defaultProject } = known;
  if (projectId !== null) return projectId;
  const { projects } = session;
  const key = JSON.stringify([projectName, defaultProject]);
  const search = getOrCreate(projects, key, () => find(known, session, redact));
  // Whatever failed, which this caller is told: the next one asks again.
  search.catch(() => projects.delete(key));
  return search;
}

async function find(known: ConnectionSettings, session: Session, redact: Redact): Promise<string> {
  const { name, credential, iam, projectName, defaultProject, otherProjectId, origin } = known;
  const notFound = notFoundBy(origin);
  if (iam === null) {
    if (otherProjectId !== null) return otherProjectId;
    throw notFound`the project of ${name} cannot be looked up: no setting gives the address of IAM`;
  }
  const ask = async (request: HttpRequest): Promise<Reply> => {
    const reply = await session.send(request, null);
    if (reply.status === 403) throw notFound`the credential may not list projects at ${iam}`;
    if (!iamApi.isAnswered(reply)) throw iamRefusal(problemOf(reply, redact, iamAt(iam)), iam);
    return reply;
  };
  if (isScoped(known)) {
    const material = await session.material(scopeOf(known));
    if (material.kind === "token" && material.projectId) return material.projectId;
    throw notFound`the login of ${name} at ${iam} has no project`;
  }
  if (credential.kind === "token") {
    const project = iamApi.readTokenProject(await ask(iamApi.tokenCheck(iam, credential.token)), iam);
    if (project === null) throw notFound`the token of ${name} belongs to no project, so API Gateway rejects it`;
    if (projectName === null || project.name === projectName) return project.id;
    const own = safeText(project.name, redact, longestInMessage);
    throw notFound`the token of ${name} belongs to project "${own}", not "${projectName}"`;
  }
  const wanted = projectName ?? defaultProject;
  if (wanted === null) throw notFound`${name} names no project and no region`;
  const listed = iamApi.readProjects(await ask(iamApi.projectSearch(iam, wanted)), iam);
  const [project, ...others] = listed.filter((each) => each.name === wanted);
  if (project && others.length === 0) return project.id;
  const how = project ? `${others.length + 1} projects are` : "no project is";
  throw notFound`${how} named "${wanted}" at ${iam}`;
}

const notFoundBy =
  ({ setBy }: ConfigOrigin) =>
  (...reason: Parameters<typeof said>): ApigError => {
    const rule = `set it with ${setBy("projectId")}, the argument projectId, HW_PROJECT_ID or OS_PROJECT_ID`;
    return new ApigError("APIG_PROJECT_NOT_FOUND", `no project: ${rule} (${said(...reason)})`);
  };
