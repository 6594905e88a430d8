import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { YourResource } from "./yourResource";

const instanceId = new pulumi.Config().require("gatewayId");

export = async () => {
  // One request, also in a preview. It is not a resource: the state keeps nothing of it, and each run sends a new request.
  const gateway = await apig.getGatewayProgress({ instanceId });
  const { status, progress, startedAt } = gateway;

  if (status !== "success") {
    pulumi.log.warn(`gateway ${instanceId} is ${status} at ${progress}%: run pulumi up again later`);
    return { status, progress, startedAt };
  }

  new YourResource("orders", { gatewayId: instanceId });
  return { status, progress, startedAt };
};
