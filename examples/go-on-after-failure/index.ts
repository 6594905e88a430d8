import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import { YourResource } from "./yourResource";

const config = new pulumi.Config();

// The new gateway may fail: a zone is sold out, the quota is used up. Here that is a result, not an error.
const fresh = new apig.GatewayReadiness("new", { instanceId: config.require("newGatewayId"), failOnError: false });

// `status` is known when the creation has ended: "success" or "failed".
const worked = fresh.status.apply((status) => status === "success");
const chosen = worked.apply((yes) => config.require(yes ? "newGatewayId" : "oldGatewayId"));

const ready = new apig.GatewayReadiness("chosen", { instanceId: chosen });

new YourResource("orders", { gatewayId: ready.instanceId });

export const gateway = ready.instanceId;
export const reason = pulumi
  .all([worked, fresh.errorCode, fresh.errorMessage])
  .apply(([yes, code, message]) => (yes ? "the new gateway is ready" : `no new gateway: ${code} ${message}`));
