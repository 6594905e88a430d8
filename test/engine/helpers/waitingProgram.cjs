// A stack's program: a wait for each gateway in GATEWAYS (`one,two:6s`: the second gives up after 6 s), and on each gateway
// a thing that can only be made once it is ready.
const pulumi = require("@pulumi/pulumi");
const apig = require("pulumi-apig");

class ApiGroup extends pulumi.CustomResource {
  constructor(name, args) {
    const file = JSON.stringify(process.env.API_GROUP_HOOKS);
    const __provider = `exports.handler = () => require(${file}).provider;`;
    super("pulumi-nodejs:dynamic/test:ApiGroup", name, { ...args, __provider });
  }
}

for (const gateway of process.env.GATEWAYS.split(",")) {
  const [instanceId, create] = gateway.split(":");
  const opts = create ? { customTimeouts: { create } } : {};
  const ready = new apig.GatewayReadiness(instanceId, { instanceId }, opts);
  new ApiGroup(`group-${instanceId}`, {
    endpoint: ready.endpoint,
    projectId: ready.projectId,
    instanceId: ready.instanceId,
  });
}
