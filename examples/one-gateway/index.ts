import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { ApiGroup } from "./apiGroup";

// The gateway was ordered by somebody who did not wait for it: another stack, the console, a script.
const gatewayId = new pulumi.Config().require("gatewayId");

// Creating this resource means waiting until the gateway is there.
const ready = new apig.GatewayReadiness("orders", { instanceId: gatewayId });

// It uses outputs of `ready`, so it starts the moment the gateway is ready, or never.
const group = new ApiGroup("orders", {
  endpoint: ready.endpoint,
  projectId: ready.projectId,
  instanceId: ready.instanceId,
});

export const gateway = ready.instanceId;
export const creationSeconds = ready.creationSeconds;
export const apiGroup = group.id;
