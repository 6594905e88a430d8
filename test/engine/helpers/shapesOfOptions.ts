// Waits with resource options.
import * as pulumi from "@pulumi/pulumi";
import { Reader, Team } from "./kinds";
import { gw, type Shape, shape } from "./shape";

export const options: readonly Shape[] = [
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
    const make = (parent: Team): undefined => {
      const a = kind.wait(n("a"), gw, { parent });
      new Reader(n("b"), a.status, { parent });
    };
    new Team(n("team"), make, { aliases: [{ name: n("old") }] });
  }),
  shape("protect and retainOnDelete, inherited", (kind, n) => {
    const make = (parent: Team): undefined => {
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
    const make = (parent: Team): undefined => {
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
