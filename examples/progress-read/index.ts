import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { ApiGroup } from "./apiGroup";

const instanceId = new pulumi.Config().require("gatewayId");

export = async () => {
  // One request, also in a preview. It is not a resource: the state keeps nothing of it, and each run sends a new request.
  const gateway = await apig.getGatewayProgress({ instanceId });
  const { status, progress, startedAt } = gateway;

  if (status !== "success") {
    pulumi.log.warn(`gateway ${instanceId} is ${status} at ${progress}%: no API group yet, run pulumi up again later`);
    return { status, progress, startedAt };
  }

  const { endpoint, projectId } = gateway;
  const group = new ApiGroup("orders", { endpoint, projectId, instanceId });
  return { status, progress, startedAt, apiGroup: group.id };
};
