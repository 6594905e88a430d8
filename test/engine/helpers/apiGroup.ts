import { join } from "node:path";
import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import type { GatewayReadiness } from "pulumi-apig";

export interface ApiGroupArgs {
  readonly endpoint: Input<string>;
  readonly projectId: Input<string>;
  readonly instanceId: Input<string>;
}

/** Something that can only be made on a gateway that is ready. */
export class ApiGroup extends CustomResource {
  constructor(name: string, args: ApiGroupArgs, opts?: CustomResourceOptions) {
    const file = JSON.stringify(join(__dirname, "apiGroup.cjs"));
    const __provider = `exports.handler = () => require(${file}).provider;`;
    super("pulumi-nodejs:dynamic/test:ApiGroup", name, { ...args, __provider }, opts);
  }
}

export const placeOf = ({ endpoint, projectId, instanceId }: GatewayReadiness): ApiGroupArgs => ({
  endpoint,
  projectId,
  instanceId,
});
