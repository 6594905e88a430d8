// IAM: which projects there are, and which of them a user may enter.
import type { Project, User } from "../account";
import { ok, type Reply } from "../reply";
import { type Exchange, originOf, type Route } from "../router";
import { forbidden, traced, unauthenticated } from "./keystone";

function projectList(exchange: Exchange, projects: readonly Project[]): Reply {
  const { request, world } = exchange;
  const { domain } = world.identity.account;
  const origin = originOf(exchange);
  const described = projects.map(({ id, name }) => ({
    id,
    name,
    domain_id: domain.id,
    parent_id: domain.id,
    enabled: true,
    is_domain: false,
    description: "",
    links: { self: `${origin}/v3/projects/${id}` },
  }));
  return ok({ projects: described, links: { self: `${origin}${request.path}`, previous: null, next: null } });
}

const forUser = (handler: (exchange: Exchange, user: User) => Reply) =>
  traced((exchange) => {
    const caller = exchange.world.identity.authenticate(exchange.request);
    if (!("status" in caller)) return handler(exchange, caller.user);
    // The front gateway refuses a signature, IAM itself a token.
    return exchange.request.headers.authorization === undefined ? unauthenticated : caller;
  });

function ownProjects(exchange: Exchange, user: User): Reply {
  const { projects } = exchange.world.identity.account;
  return projectList(
    exchange,
    projects.filter(({ id }) => user.projectIds.includes(id)),
  );
}

/** Lists the account's projects: it needs a permission, which a user without any role has not. */
function allProjects(exchange: Exchange, user: User): Reply {
  if (user.projectIds.length === 0) return forbidden;
  const wanted = exchange.request.query.get("name");
  const { projects } = exchange.world.identity.account;
  return projectList(
    exchange,
    projects.filter(({ name }) => wanted === null || name === wanted),
  );
}

export const iamProjectRoutes: readonly Route[] = [
  ["GET", "/v3/auth/projects", forUser(ownProjects)],
  ["GET", "/v3/projects", forUser(allProjects)],
];
