// API groups: the smallest resource that needs a ready gateway.
import { type ApiGroup, type FoundGateway, newId } from "../gateways";
import { failure, noContent, ok, type Reply } from "../reply";
import { jsonObject } from "../request";
import type { Exchange, Handler, Route } from "../router";
import { onGateway } from "./guard";

const noSuchGroup = failure(404, "APIG.3001", "The API group does not exist");

// The pages of these calls show the older family of codes; those of the gateway's own calls show APIC.
const olderCodes: Readonly<Record<string, string>> = {
  "APIC.7101": "APIG.1001",
  "APIC.7102": "APIG.1002",
  "APIC.7103": "APIG.1003",
  "APIC.7106": "APIG.1005",
  "APIC.7302": "APIG.3030",
};

function inOlderCodes(handler: Handler): Handler {
  return (exchange) => {
    const reply = handler(exchange);
    const { error_code, error_msg } = Object(reply.body) as { error_code?: string; error_msg?: string };
    const older = olderCodes[error_code ?? ""];
    return older === undefined ? reply : failure(reply.status, older, error_msg ?? "");
  };
}

const onThisGateway = (handler: Parameters<typeof onGateway>[0]) => inOlderCodes(onGateway(handler));

function groupBody({ id, name, remark, createdAt }: ApiGroup) {
  const time = new Date(createdAt).toISOString();
  return { id, name, remark, status: 1, sl_domain: `${id}.apic.example`, register_time: time, update_time: time };
}

function create({ gateway, state }: FoundGateway, { request, cloud }: Exchange): Reply {
  if (state.status !== "success") {
    return failure(409, "APIC.7701", `Instance status conflict: the gateway is ${state.status}, not ready`);
  }
  const { name, remark = "" } = jsonObject(request) ?? {};
  if (typeof name !== "string" || name === "") {
    return failure(400, "APIC.7211", "Parameter value does not match the rules: name must be a non-empty string");
  }
  const group: ApiGroup = { id: newId(), name, remark: String(remark), createdAt: cloud.now() };
  gateway.groups.set(group.id, group);
  return ok(groupBody(group), 201);
}

const groupsOf = "/v2/:project/apigw/instances/:instance/api-groups";

export const groupRoutes: readonly Route[] = [
  ["POST", groupsOf, onThisGateway(create)],
  [
    "GET",
    `${groupsOf}/:group`,
    onThisGateway(({ gateway }, { params }) => {
      const group = gateway.groups.get(params.group ?? "");
      return group === undefined ? noSuchGroup : ok(groupBody(group));
    }),
  ],
  [
    "DELETE",
    `${groupsOf}/:group`,
    onThisGateway(({ gateway }, { params }) => (gateway.groups.delete(params.group ?? "") ? noContent : noSuchGroup)),
  ],
];
