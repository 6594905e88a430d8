// The gateway's own life: create, details, delete.
import { type FoundGateway, newId } from "../gateways";
import { failure, noContent, ok, type Reply } from "../reply";
import { jsonObject } from "../request";
import type { Exchange, Route } from "../router";
import { isScenarioName, scenarioNames, scenarios } from "../scenarios";
import { inProject, onGateway } from "./guard";

// The details call has 37 status words of its own; a creation shows these three.
const instanceStatus = { creating: ["Creating", 1], success: ["Running", 6], failed: ["CreateFail", 3] } as const;

function details({ gateway, state, startTime }: FoundGateway) {
  const known = state.status === "success" || state.status === "failed" ? state.status : "creating";
  const [status, instance_status] = instanceStatus[known];
  const { id, projectId, name, description } = gateway;
  return {
    id,
    project_id: projectId,
    instance_name: name,
    description,
    status,
    instance_status,
    type: "apig",
    spec: "BASIC",
    create_time: startTime,
    charging_mode: 0,
    loadbalancer_provider: "elb",
  };
}

const badParameter = (field: string, rule: string): Reply =>
  failure(400, "APIC.7211", `Parameter value does not match the rules: ${field} ${rule}`);

/** `description: "scenario=quota"` picks a ready-made timeline; a description without it leaves the default. */
function scenarioOf(description: string): string | undefined {
  return /(?:^|\s)scenario=(\S+)/.exec(description)?.[1];
}

function create({ request, params, cloud }: Exchange): Reply {
  const body = jsonObject(request);
  if (body === undefined) return badParameter("body", "must be a JSON object");
  const { instance_name: name, description = "", instance_id: id = newId() } = body;
  const projectId = params.project ?? "";
  if (typeof name !== "string" || !/^\p{L}[\p{L}\p{N}_-]{2,63}$/u.test(name)) {
    return badParameter("instance_name", "must be 3 to 64 letters, digits, - or _, and start with a letter");
  }
  if (typeof id !== "string" || !/^[0-9A-Za-z_-]{1,64}$/.test(id)) {
    return badParameter("instance_id", "must be 1 to 64 letters, digits, - or _");
  }
  if (typeof description !== "string") return badParameter("description", "must be a string");
  const scenario = scenarioOf(description);
  if (scenario !== undefined && !isScenarioName(scenario)) {
    return badParameter("description", `must name one of the scenarios ${scenarioNames.join(", ")}, got ${scenario}`);
  }
  if (cloud.gateways.named(projectId, name)) return failure(400, "APIC.7500", "The gateway name already exists");
  if (cloud.gateways.exists(projectId, id)) return failure(400, "APIC.7505", "The gateway ID already exists");
  const timeline = scenario === undefined ? cloud.defaultTimeline : scenarios[scenario];
  cloud.gateways.add({ id, projectId, name, description, timeline });
  cloud.gateways.find(projectId, id);
  return ok({ instance_id: id, message: "Success" }, 202);
}

export const instanceRoutes: readonly Route[] = [
  ["POST", "/v2/:project/apigw/instances", inProject(create)],
  ["GET", "/v2/:project/apigw/instances/:instance", onGateway((found) => ok(details(found)))],
  [
    "DELETE",
    "/v2/:project/apigw/instances/:instance",
    onGateway(({ gateway }, { cloud }) => {
      cloud.gateways.remove(gateway.projectId, gateway.id);
      return noContent;
    }),
  ],
];
