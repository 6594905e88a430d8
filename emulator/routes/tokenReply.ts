// A token as IAM shows it: its value in a header, everything about it in the body.
import type { Project } from "../account";
import type { Reply } from "../reply";
import { type Exchange, originOf } from "../router";
import type { Token } from "../tokens";
import { isoTime } from "./keystone";

function tokenBody({ user, scope, assumedBy, issuedAt, expiresAt }: Token, catalog: unknown) {
  const described = ({ id, name, domain }: Token["user"]) => ({ id, name, domain });
  const { project, domain } = scope;
  return {
    token: {
      methods: [assumedBy === undefined ? "password" : "assume_role"],
      issued_at: isoTime(issuedAt),
      expires_at: isoTime(expiresAt),
      user: { ...described(user), password_expires_at: "" },
      ...(project && { project: { ...project, domain: user.domain } }),
      ...(domain && { domain }),
      roles: project && user.projectIds.includes(project.id) ? [{ id: "0", name: "te_admin" }] : [],
      ...(assumedBy && { assumed_by: { user: described(assumedBy) } }),
      ...(catalog === undefined ? {} : { catalog }),
    },
  };
}

function catalogOf(exchange: Exchange, project: Project | undefined): unknown {
  const { request, cloud } = exchange;
  // Any text turns the catalog off, even "false"; an empty one does not.
  if ((request.query.get("nocatalog") ?? "") !== "") return undefined;
  const origin = originOf(exchange);
  const entry = (type: string, name: string, url: string) => ({
    type,
    name,
    id: name,
    endpoints: [{ url, region: cloud.region, region_id: cloud.region, interface: "public", id: name }],
  });
  return [
    entry("identity", "iam", `${origin}/v3`),
    ...(project ? [entry("apigv2", "apigv2", `${origin}${cloud.basePath}/v2/${project.id}`)] : []),
  ];
}

export function tokenReply(exchange: Exchange, token: Token, status: number): Reply {
  const body = tokenBody(token, catalogOf(exchange, token.scope.project));
  return { status, body, headers: { "x-subject-token": token.value } };
}
