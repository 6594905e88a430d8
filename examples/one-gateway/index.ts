import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { YourResource } from "./yourResource";

// Another stack, the console or a script ordered the gateway and did not wait for it.
const gatewayId = new pulumi.Config().require("gatewayId");

// The creation of this resource ends when the gateway is ready.
const ready = new apig.GatewayReadiness("orders", { instanceId: gatewayId });

// It uses an output of `ready`, so it starts when the gateway is ready. If the gateway fails, it does not start.
new YourResource("orders", { gatewayId: ready.instanceId });

export const gateway = ready.instanceId;
export const creationSeconds = ready.creationSeconds;
