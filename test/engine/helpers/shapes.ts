// Places in which real programs declare a wait, each written once for GatewayReadiness and for the anchor, a plain
// dynamic.Resource. Both must register with the same dependencies.
import * as pulumi from "@pulumi/pulumi";
import * as apig from "pulumi-apig";

type Options = pulumi.CustomResourceOptions;

/** What a shape makes: a wait, or the anchor in its place. */
export interface Kind {
  readonly type: string;
  wait(name: string, instanceId: pulumi.Input<string>, opts?: Options): Waited;
  get(name: string, instanceId: pulumi.Input<string>, opts?: Options): Waited;
}

export type Waited = pulumi.CustomResource & {
  readonly instanceId: pulumi.Output<string>;
  readonly status: pulumi.Output<string | null>;
};

export const ours: Kind = {
  type: "pulumi-nodejs:apig:Ready",
  wait: (name, instanceId, opts) => new apig.GatewayReadiness(name, { instanceId }, opts),
  get: (name, instanceId, opts) => apig.GatewayReadiness.get(name, instanceId, {}, opts),
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
  type: "pulumi-nodejs:dynamic/t:Anchor",
  wait: (name, instanceId, opts) => new Anchor(name, instanceId, opts),
  get: (name, id, opts) => new Anchor(name, undefined, { ...opts, id }),
};

const readerHooks = "exports.handler=()=>({create:async({input})=>({id:'r',outs:{input}})})";

/** Something that uses a value. */
export class Reader extends pulumi.CustomResource {
  declare readonly input: pulumi.Output<string>;
  constructor(name: string, input: pulumi.Input<unknown>, opts?: Options) {
    super("pulumi-nodejs:dynamic/t:Reader", name, { input, __provider: readerHooks }, opts);
  }
}

/** A component whose children a function makes. */
export class Team extends pulumi.ComponentResource {
  constructor(name: string, children: (team: Team) => void, opts?: pulumi.ComponentResourceOptions) {
    super("team:index:Gateway", name, {}, opts);
    children(this);
    this.registerOutputs({});
  }
}

export interface Shape {
  readonly name: string;
  /** `n` makes names that belong to this shape alone. */
  readonly program: (kind: Kind, n: (name: string) => string) => void;
}

const gw = "gw-1";
const shape = (name: string, program: Shape["program"]): Shape => ({ name, program });
const inTeam = (name: string, children: (kind: Kind, n: (name: string) => string, parent: Team) => void): Shape =>
  shape(name, (kind, n) => void new Team(n("team"), (parent) => children(kind, n, parent)));

const components: readonly Shape[] = [
  inTeam("a wait, and a sibling that uses it", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    new Reader(n("b"), a.status, { parent });
  }),
  inTeam("a wait beside a sibling that has nothing to do with it", (kind, n, parent) => {
    new Reader(n("b"), "x", { parent });
    kind.wait(n("a"), gw, { parent });
  }),
  inTeam("two waits side by side", (kind, n, parent) => {
    kind.wait(n("a"), gw, { parent });
    kind.wait(n("b"), gw, { parent });
  }),
  inTeam("two waits, the second needs the first", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    kind.wait(n("b"), a.instanceId, { parent });
  }),
  inTeam("two .get side by side", (kind, n, parent) => {
    kind.get(n("a"), gw, { parent });
    kind.get(n("b"), gw, { parent });
  }),
  inTeam("a .get, and a sibling that uses it", (kind, n, parent) => {
    new Reader(n("b"), kind.get(n("a"), gw, { parent }).status, { parent });
  }),
  inTeam("a nested component that depends on a wait", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    new Team(n("inner"), (inner) => void new Reader(n("b"), "x", { parent: inner }), { parent, dependsOn: a });
  }),
  inTeam("waits in nested components", (kind, n, parent) => {
    new Team(
      n("inner"),
      (inner) => {
        const a = kind.wait(n("a"), gw, { parent: inner });
        new Reader(n("b"), a.status, { parent: inner });
      },
      { parent },
    );
    kind.wait(n("c"), gw, { parent });
  }),
  inTeam("a wait as parent of another", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    kind.wait(n("b"), gw, { parent: a });
    new Reader(n("c"), a.status, { parent: a });
  }),
  inTeam("a loop of 50", (kind, n, parent) => {
    for (let each = 0; each < 50; each++) kind.wait(n(`w${each}`), gw, { parent });
  }),
  inTeam("a resource made inside apply", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    a.status.apply((status) => void new Reader(n("b"), status, { parent }));
  }),
  inTeam("a wait made inside apply", (kind, n, parent) => {
    const r = new Reader(n("b"), gw, { parent });
    r.input.apply((id) => void kind.wait(n("a"), id ?? gw, { parent }));
  }),
  inTeam("pulumi.all over waits", (kind, n, parent) => {
    const waits = ["a", "b", "c"].map((each) => kind.wait(n(each), gw, { parent }).status);
    new Reader(n("r"), pulumi.all(waits), { parent });
  }),
  inTeam("a secret instance id", (kind, n, parent) => {
    const a = kind.wait(n("a"), pulumi.secret(gw), { parent });
    new Reader(n("b"), a.instanceId, { parent });
  }),
];

const options: readonly Shape[] = [
  shape("dependsOn a component", (kind, n) => {
    const team = new Team(n("team"), (parent) => void kind.wait(n("a"), gw, { parent }));
    kind.wait(n("b"), gw, { dependsOn: team });
  }),
  shape("dependsOn an output and a list", (kind, n) => {
    const a = kind.wait(n("a"), gw);
    kind.wait(n("b"), gw, { dependsOn: [a, new Reader(n("r"), "x")] });
    new Reader(n("c"), "x", { dependsOn: pulumi.output(a) });
  }),
  shape("a custom resource as parent", (kind, n) => {
    const parent = new Reader(n("p"), "x");
    const a = kind.wait(n("a"), gw, { parent });
    new Reader(n("b"), a.status, { parent });
  }),
  shape("an alias from the root into the component", (kind, n) => {
    new Team(n("team"), (parent) => {
      kind.wait(n("a"), gw, { parent, aliases: [{ parent: pulumi.rootStackResource }] });
      kind.wait(n("b"), gw, { parent });
    });
  }),
  shape("a renamed component", (kind, n) => {
    const make = (parent: Team) => {
      const a = kind.wait(n("a"), gw, { parent });
      new Reader(n("b"), a.status, { parent });
    };
    new Team(n("team"), make, { aliases: [{ name: n("old") }] });
  }),
  shape("protect and retainOnDelete, inherited", (kind, n) => {
    const make = (parent: Team) => {
      kind.wait(n("a"), gw, { parent });
      kind.wait(n("b"), gw, { parent, retainOnDelete: true, protect: false });
    };
    new Team(n("team"), make, { retainOnDelete: true });
  }),
  shape("deletedWith and ignoreChanges", (kind, n) => {
    new Team(n("team"), (parent) => {
      const a = kind.wait(n("a"), gw, { parent, ignoreChanges: ["triggers"] });
      kind.wait(n("b"), gw, { parent, deletedWith: a });
    });
  }),
  shape("a transformation that changes an argument and an option", (kind, n) => {
    const transformations: pulumi.ResourceTransformation[] = [
      ({ props, opts }) => ({ props: { ...props }, opts: pulumi.mergeOptions(opts, { retainOnDelete: true }) }),
    ];
    const make = (parent: Team) => {
      const a = kind.wait(n("a"), gw, { parent });
      new Reader(n("b"), a.status, { parent });
    };
    new Team(n("team"), make, { transformations });
  }),
  shape("additionalSecretOutputs", (kind, n) => {
    new Team(n("team"), (parent) => {
      const a = kind.wait(n("a"), gw, { parent, additionalSecretOutputs: ["status"] });
      new Reader(n("b"), a.status, { parent });
    });
  }),
  shape("an instance id of another resource of the component", (kind, n) => {
    new Team(n("team"), (parent) => {
      const id = new Reader(n("id"), gw, { parent });
      const a = kind.wait(n("a"), id.input, { parent });
      new Reader(n("b"), a.status, { parent });
    });
  }),
  shape("a parent that is made later than the wait is asked for", (kind, n) => {
    new Team(n("outer"), (outer) => {
      const slow = new Reader(n("slow"), "x", { parent: outer });
      new Team(n("team"), (parent) => void kind.wait(n("a"), gw, { parent }), { parent: outer, dependsOn: slow });
    });
  }),
];

export const shapes: readonly Shape[] = [...components, ...options];

/** Every name of a shape begins with its place in the table. */
export const namesOf = (shape: Shape) => (name: string) =>
  `s${shapes.findIndex(({ name: its }) => its === shape.name)}-${name}`;
