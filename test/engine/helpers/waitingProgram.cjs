// A stack's program: one wait for each id in GATEWAYS, and on each gateway a thing that can only be made once it is ready.
const pulumi = require("@pulumi/pulumi");
const apig = require("pulumi-apig");

class ApiGroup extends pulumi.CustomResource {
  constructor(name, args) {
    const file = JSON.stringify(process.env.API_GROUP_HOOKS);
    const __provider = `exports.handler = () => require(${file}).provider;`;
    super("pulumi-nodejs:dynamic/test:ApiGroup", name, { ...args, __provider });
  }
}

for (const instanceId of process.env.GATEWAYS.split(",")) {
  const customTimeouts = process.env.TIMEOUT ? { create: process.env.TIMEOUT } : undefined;
  const ready = new apig.GatewayReadiness(instanceId, { instanceId }, { customTimeouts });
  new ApiGroup(`group-${instanceId}`, {
    endpoint: ready.endpoint,
    projectId: ready.projectId,
    instanceId: ready.instanceId,
  });
}
