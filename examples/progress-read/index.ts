import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { ApiGroup } from "./apiGroup";

const instanceId = new pulumi.Config().require("gatewayId");

export = async () => {
  // One look, in a preview too. It is no resource: nothing of it is in the state, and each run looks again.
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
