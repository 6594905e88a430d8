import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { YourResource } from "./yourResource";

const gatewayIds = new pulumi.Config().requireObject<string[]>("gatewayIds");

// Independent resources wait at the same time: all together take as long as the slowest.
const gateways = gatewayIds.map((instanceId) => {
  const ready = new apig.GatewayReadiness(instanceId, { instanceId });

  // Starts when its own gateway is ready, and does not wait for the others.
  new YourResource(instanceId, { gatewayId: ready.instanceId });
  return ready;
});

export const creationSeconds = Object.fromEntries(
  gateways.map((ready, index) => [gatewayIds[index], ready.creationSeconds]),
);

// Known only when every gateway is ready. For a resource that needs them all: `dependsOn: gateways`.
export const slowest = pulumi
  .all(gateways.map((ready) => ready.creationSeconds))
  .apply((seconds) => Math.max(...seconds.map((s) => s ?? 0)));
