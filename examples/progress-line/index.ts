import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";

const ready = new apig.GatewayReadiness("orders", { instanceId: new pulumi.Config().require("gatewayId") });

export const gateway = ready.instanceId;
export const creationSeconds = ready.creationSeconds;
