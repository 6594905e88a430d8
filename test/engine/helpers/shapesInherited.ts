// What a wait has from its component or its stack, and the newer resource options.
import * as pulumi from "@pulumi/pulumi";
import { type Kind, Reader, Team } from "./kinds";
import { gw, type Named, onlyOnEngine, type Shape, shape } from "./shape";

type Change = (opts: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;

const retained: Change = (opts) => pulumi.mergeOptions(opts, { retainOnDelete: true });

/** The component of most shapes here: a wait, and what uses it. */
const pair = (kind: Kind, n: Named, opts: pulumi.ComponentResourceOptions, own: pulumi.CustomResourceOptions = {}) =>
  new Team(
    n("team"),
    (parent) => {
      const a = kind.wait(n("a"), gw, { parent, ...own });
      new Reader(n("b"), a.status, { parent });
    },
    opts,
  );

/** The same for both kinds of functions that change resources: they see the wait as it was asked for. */
const changing = (kind: Kind, n: Named) => (args: pulumi.ResourceTransformationArgs & pulumi.ResourceTransformArgs) =>
  args.type === kind.type && args.name.startsWith(n(""))
    ? { props: { ...args.props, instanceId: gw }, opts: retained(args.opts) }
    : undefined;

const transformations: readonly Shape[] = [
  shape("a transformation on the wait itself", (kind, n) => {
    pair(kind, n, {}, { transformations: [changing(kind, n) as pulumi.ResourceTransformation] });
  }),
  ...onlyOnEngine("there is no stack", [
    shape("a transformation on the stack", (kind, n) => {
      pulumi.runtime.registerStackTransformation(changing(kind, n) as pulumi.ResourceTransformation);
      pair(kind, n, {});
    }),
  ]),
  ...onlyOnEngine("they know no transforms", [
    shape("a transform on the component", (kind, n) => {
      pair(kind, n, { transforms: [changing(kind, n) as pulumi.ResourceTransform] });
    }),
    shape("a transform on the wait itself", (kind, n) => {
      pair(kind, n, {}, { transforms: [changing(kind, n) as pulumi.ResourceTransform] });
    }),
    shape("a transform on the stack", (kind, n) => {
      pulumi.runtime.registerResourceTransform(changing(kind, n) as pulumi.ResourceTransform);
      pair(kind, n, {});
    }),
  ]),
];

/** A component with nothing else, since a provider of the wait's package may be the other resources' as well. */
const alone = (kind: Kind, n: Named, opts: pulumi.ComponentResourceOptions, own: pulumi.CustomResourceOptions = {}) =>
  new Team(n("team"), (parent) => void kind.wait(n("a"), gw, { parent, ...own }), opts);

const endpoint = () => pulumi.runtime.getConfig("apig:endpoint");

const inherited: readonly Shape[] = [
  shape("an explicit provider of the component", (kind, n) => {
    alone(kind, n, { provider: kind.provider(n("p"), endpoint()) });
  }),
  shape("an explicit provider among those of the component", (kind, n) => {
    alone(kind, n, { providers: [kind.provider(n("p"), endpoint())] });
  }),
  shape("an explicit provider of the wait", (kind, n) => {
    alone(kind, n, {}, { provider: kind.provider(n("p"), endpoint()) });
  }),
  shape("protect, inherited", (kind, n) => void pair(kind, n, { protect: true })),
  shape("ignoreChanges of the component", (kind, n) => void pair(kind, n, { ignoreChanges: ["triggers"] })),
  shape("the stack as parent", (kind, n) => {
    const parent = pulumi.rootStackResource;
    new Reader(n("b"), kind.wait(n("a"), gw, { parent }).status, { parent });
  }),
  shape("an alias from the component to the root", (kind, n) => {
    const team = pair(kind, n, {});
    new Reader(n("d"), kind.wait(n("c"), gw, { aliases: [{ parent: team }] }).status);
  }),
];

const newer: readonly Shape[] = [
  shape("deletedWith the component", (kind, n) => {
    new Team(n("team"), (parent) => void kind.wait(n("a"), gw, { parent, deletedWith: parent }));
  }),
  shape("replaceWith another wait, which then is a dependency", (kind, n) => {
    new Team(n("team"), (parent) => {
      const a = kind.wait(n("a"), gw, { parent });
      kind.wait(n("b"), gw, { parent, replaceWith: [a] });
    });
  }),
  shape("a replacementTrigger that is an output", (kind, n) => {
    const trigger = new Reader(n("r"), "x");
    pair(kind, n, {}, { replacementTrigger: trigger.input });
  }),
  shape("options of replacement and display", (kind, n) => {
    pair(kind, n, {}, { deleteBeforeReplace: true, replaceOnChanges: ["instanceId"], hideDiffs: ["instanceId"] });
  }),
  shape("customTimeouts", (kind, n) => void pair(kind, n, {}, { customTimeouts: { create: "5m", update: "4m" } })),
  ...onlyOnEngine("they call no hooks", [
    shape("resource hooks", (kind, n) => {
      const hook = new pulumi.ResourceHook(n("hook"), () => {});
      pair(kind, n, {}, { hooks: { beforeCreate: [hook], afterCreate: [hook] } });
    }),
  ]),
];

export const inheritance: readonly Shape[] = [...transformations, ...inherited, ...newer];
