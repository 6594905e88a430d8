// What stands in the place of the wait in the shapes: ours, the anchor (a plain dynamic.Resource) and the plugin's.
import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";
import * as sdk from "../../../sdk/nodejs";

type Options = pulumi.CustomResourceOptions;

/** What a shape makes: a wait, or the anchor in its place. */
export interface Kind {
  readonly name: string;
  readonly type: string;
  wait(name: string, instanceId: pulumi.Input<string>, opts?: Options): Waited;
  get(name: string, instanceId: pulumi.Input<string>, opts?: Options): Waited;
  /** An explicit provider of the wait's package, which gets no stack config. */
  provider(name: string, endpoint?: string): pulumi.ProviderResource;
}

export type Waited = pulumi.CustomResource & {
  readonly instanceId: pulumi.Output<string>;
  readonly status: pulumi.Output<string | null | undefined>;
};

class Provider extends pulumi.ProviderResource {}

const nodeProvider = (name: string, endpoint?: string) =>
  new Provider("pulumi-nodejs", name, { "apig:endpoint": endpoint });

export const ours: Kind = {
  name: "ours",
  type: "pulumi-nodejs:apig:Ready",
  wait: (name, instanceId, opts) => new apig.GatewayReadiness(name, { instanceId }, opts),
  get: (name, instanceId, opts) => apig.GatewayReadiness.get(name, instanceId, {}, opts),
  provider: nodeProvider,
};

const anchorHooks =
  "exports.handler=()=>({create:async(p)=>({id:'gw',outs:{instanceId:p.instanceId,status:'success'}})," +
  "read:async(id,p)=>({id,props:{...p,instanceId:id,status:'success'}})})";

/** As the SDK's class registers, without its serialiser. */
class Anchor extends pulumi.CustomResource {
  declare readonly instanceId: pulumi.Output<string>;
  declare readonly status: pulumi.Output<string | null>;
  constructor(name: string, instanceId: pulumi.Input<string> | undefined, opts?: Options) {
    super("pulumi-nodejs:dynamic/t:Anchor", name, { instanceId, status: undefined, __provider: anchorHooks }, opts);
  }
}

export const anchor: Kind = {
  name: "anchor",
  type: "pulumi-nodejs:dynamic/t:Anchor",
  wait: (name, instanceId, opts) => new Anchor(name, instanceId, opts),
  get: (name, id, opts) => new Anchor(name, undefined, { ...opts, id }),
  provider: nodeProvider,
};

/** The class of the SDK that the package ships for the plugin. */
export const native: Kind = {
  name: "native",
  type: "apig:index:GatewayReadiness",
  wait: (name, instanceId, opts) => new sdk.GatewayReadiness(name, { instanceId }, opts),
  get: (name, id, opts) => sdk.GatewayReadiness.get(name, id, opts),
  provider: (name, endpoint) => new sdk.Provider(name, { ...(endpoint && { endpoint }) }),
};

const readerHooks = "exports.handler=()=>({create:async({input})=>({id:'r',outs:{input}})})";

/** Something that uses a value. */
export class Reader extends pulumi.CustomResource {
  declare readonly input: pulumi.Output<string>;
  constructor(name: string, input: pulumi.Input<unknown>, opts?: Options) {
    super("pulumi-nodejs:dynamic/t:Reader", name, { input, __provider: readerHooks }, opts);
  }
}

const failing = "exports.handler=()=>({create:async()=>{throw new Error('no luck')}})";

/** Something that cannot be made. */
export class Failing extends pulumi.CustomResource {
  constructor(name: string, opts: pulumi.CustomResourceOptions) {
    super("pulumi-nodejs:dynamic/t:Failing", name, { __provider: failing }, opts);
  }
}

/** A component whose children a function makes; it returns the outputs. */
export class Team extends pulumi.ComponentResource {
  declare readonly ready: pulumi.Output<string>;
  constructor(
    name: string,
    children: (team: Team) => pulumi.Inputs | undefined,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("team:index:Gateway", name, {}, opts);
    const outputs = children(this) ?? {};
    Object.assign(this, outputs);
    this.registerOutputs(outputs);
  }
}
