import * as pulumi from "@pulumi/pulumi";

/** A placeholder for what you build on the gateway: it makes nothing, and only shows when it starts. */
export class YourResource extends pulumi.dynamic.Resource {
  constructor(name: string, args: { gatewayId: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions) {
    super({ create: async (inputs) => ({ id: `on-${inputs.gatewayId}`, outs: inputs }) }, name, args, opts);
  }
}
