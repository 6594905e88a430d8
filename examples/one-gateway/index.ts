import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { ApiGroup } from "./apiGroup";

// Another stack, the console or a script ordered the gateway and did not wait for it.
const gatewayId = new pulumi.Config().require("gatewayId");

// The creation of this resource ends when the gateway is ready.
const ready = new apig.GatewayReadiness("orders", { instanceId: gatewayId });

// It uses outputs of `ready`, so it starts when the gateway is ready. If the gateway fails, it does not start.
const group = new ApiGroup("orders", {
  endpoint: ready.endpoint,
  projectId: ready.projectId,
  instanceId: ready.instanceId,
});

export const gateway = ready.instanceId;
export const creationSeconds = ready.creationSeconds;
export const apiGroup = group.id;
