// IAM: which projects there are, and which of them a user may enter.
import { type Account, mayUse, type Project, type User } from "../account";
import { ok, type Reply } from "../reply";
import { type Exchange, originOf, type Route } from "../router";
import { forbidden, iamCaller, traced } from "./keystone";

function projectList(
  exchange: Exchange,
  { domain, projects }: Account,
  isListed: (project: Project) => boolean,
): Reply {
  const { request } = exchange;
  const origin = originOf(exchange);
  const described = projects.filter(isListed).map(({ id, name }) => ({
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

const forUser = (handler: (exchange: Exchange, user: User, account: Account) => Reply) =>
  traced((exchange) => {
    const caller = iamCaller(exchange);
    if ("status" in caller) return caller;
    return handler(exchange, caller.user, exchange.cloud.identity.accountOf(caller.user));
  });

export const iamProjectRoutes: readonly Route[] = [
  [
    "GET",
    "/v3/auth/projects",
    forUser((exchange, user, account) => projectList(exchange, account, ({ id }) => mayUse(user, id))),
  ],
  [
    "GET",
    "/v3/projects",
    // A user without any role does not have the permission for this call.
    forUser((exchange, user, account) => {
      const wanted = exchange.request.query.get("name");
      if (user.projectIds.length === 0) return forbidden;
      return projectList(exchange, account, ({ name }) => wanted === null || name === wanted);
    }),
  ],
];
