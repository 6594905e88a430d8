import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { YourResource } from "./yourResource";

// The platform team's stack orders the gateway, exports its id, and ends before the gateway is ready.
const platform = new pulumi.StackReference(new pulumi.Config().require("platformStack"));

// When that stack has a new gateway, its new id replaces this resource and the next `pulumi up` waits for it.
const ready = new apig.GatewayReadiness("platform", { instanceId: platform.requireOutput("gatewayId") });

new YourResource("orders", { gatewayId: ready.instanceId });

export const gateway = ready.instanceId;
