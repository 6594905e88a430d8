// API groups: the smallest thing that can only be made on a gateway that is ready.
import { type ApiGroup, type Meeting, newId } from "../gateways";
import { failure, noContent, ok, type Reply } from "../reply";
import { jsonObject } from "../request";
import type { Exchange, Route } from "../router";
import { onGateway } from "./guard";

const noSuchGroup = failure(404, "APIC.7301", "API group not found");

function groupBody({ id, name, remark, createdAt }: ApiGroup) {
  const time = new Date(createdAt).toISOString();
  return { id, name, remark, status: 1, sl_domain: `${id}.apic.example`, register_time: time, update_time: time };
}

function create({ gateway, sight }: Meeting, { request, world }: Exchange): Reply {
  if (sight.status !== "success") {
    return failure(409, "APIC.7701", `Instance status conflict: the gateway is ${sight.status}, not ready`);
  }
  const { name, remark = "" } = jsonObject(request) ?? {};
  if (typeof name !== "string" || name === "") {
    return failure(400, "APIC.7211", "Parameter value does not match the rules: name must be a non-empty string");
  }
  const group: ApiGroup = { id: newId(), name, remark: String(remark), createdAt: world.now() };
  gateway.groups.set(group.id, group);
  return ok(groupBody(group), 201);
}

const groupsOf = "/v2/:project/apigw/instances/:instance/api-groups";

export const groupRoutes: readonly Route[] = [
  ["POST", groupsOf, onGateway(create)],
  [
    "GET",
    `${groupsOf}/:group`,
    onGateway(({ gateway }, { params }) => {
      const group = gateway.groups.get(params.group ?? "");
      return group === undefined ? noSuchGroup : ok(groupBody(group));
    }),
  ],
  [
    "DELETE",
    `${groupsOf}/:group`,
    onGateway(({ gateway }, { params }) => (gateway.groups.delete(params.group ?? "") ? noContent : noSuchGroup)),
  ],
];
