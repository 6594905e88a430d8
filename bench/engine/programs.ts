/** Programs that differ only in how the same resources are registered. */
export const ways = ["pulumi-apig", "plugin", "dynamic.Resource", "nothing"] as const;
export type Way = (typeof ways)[number];

const outputs =
  "status progress errorCode errorMessage startTime endTime startedAt endedAt creationSeconds projectId endpoint".split(
    " ",
  );
const undefinedOutputs = `{ ${outputs.map((name) => `${name}: undefined`).join(", ")} }`;

const constructors: Record<Way, string> = {
  "pulumi-apig": `
const apig = require("pulumi-apig");
const make = (name) => new apig.GatewayReadiness(name, { instanceId: name });`,
  plugin: `
const outputs = ${undefinedOutputs};
const make = (name) => new pulumi.CustomResource("apig:index:GatewayReadiness", name, { ...outputs, instanceId: name });`,
  "dynamic.Resource": `
const hooks = () => require("pulumi-apig/dynamic").provider;
const provider = {
  configure: (request) => hooks().configure(request),
  check: (olds, news) => hooks().check(olds, { ...news, __provider: undefined }),
  diff: (id, olds, news) => hooks().diff(id, olds, news),
  create: (inputs) => hooks().create(inputs),
  update: (id, olds, news) => hooks().update(id, olds, news),
  read: (id, props) => hooks().read(id, props),
  delete: (id, props) => hooks().delete(id, props),
};
class GatewayReadiness extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, { ...${undefinedOutputs}, ...args }, undefined, "apig", "GatewayReadiness");
  }
}
const make = (name) => new GatewayReadiness(name, { instanceId: name });`,
  nothing: `
const __provider = "exports.handler=()=>({create:async()=>({id:'nothing',outs:{}})})";
const make = (name) => new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:Nothing", name, { __provider });`,
};

export function programOf(way: Way, count: number): string {
  return `const pulumi = require("@pulumi/pulumi");
${constructors[way]}
for (let index = 0; index < ${count}; index++) make("gateway-" + index);
`;
}
