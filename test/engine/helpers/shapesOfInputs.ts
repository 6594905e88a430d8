// Where the instance id comes from, and who uses what a wait knows.
import * as pulumi from "@pulumi/pulumi";
import { Reader, Team } from "./kinds";
import { gw, inTeam, onlyOnEngine, type Shape, shape } from "./shape";

/** Not in the SDK's public types. */
const { unknown } = pulumi as unknown as { unknown: string };

/** The stack to which the StackReference refers: it has the output `instanceId`. */
export const otherStack = "other";

const values: readonly Shape[] = [
  inTeam("a promise as instance id", (kind, n, parent) => {
    const a = kind.wait(n("a"), Promise.resolve(gw), { parent });
    new Reader(n("b"), a.instanceId, { parent });
  }),
  inTeam("an element of a list of outputs", (kind, n, parent) => {
    const ids = pulumi.all([new Reader(n("x"), gw, { parent }).input, new Reader(n("y"), "y", { parent }).input]);
    kind.wait(n("a"), ids[0] as pulumi.Output<string>, { parent });
  }),
  inTeam("pulumi.interpolate", (kind, n, parent) => {
    const number = new Reader(n("number"), 1, { parent });
    const a = kind.wait(n("a"), pulumi.interpolate`gw-${number.input}`, { parent });
    new Reader(n("b"), pulumi.interpolate`is ${a.status}`, { parent });
  }),
  inTeam("a value that is not known in a preview", (kind, n, parent) => {
    const id = new Reader(n("id"), gw, { parent });
    const known = id.input.apply((its) => (pulumi.runtime.isDryRun() ? unknown : its));
    const a = kind.wait(n("a"), known, { parent });
    new Reader(n("b"), a.status, { parent });
  }),
  inTeam("an id and a urn of a wait", (kind, n, parent) => {
    const a = kind.wait(n("a"), gw, { parent });
    new Reader(n("b"), a.id, { parent });
    new Reader(n("c"), a.urn, { parent });
  }),
  inTeam("a whole wait as an argument", (kind, n, parent) => {
    new Reader(n("b"), { deep: [kind.wait(n("a"), gw, { parent })] }, { parent });
  }),
  shape("a wait as output of its component", (kind, n) => {
    const team = new Team(n("team"), (parent) => ({ ready: kind.wait(n("a"), gw, { parent }).status }));
    new Reader(n("b"), team.ready);
    kind.wait(
      n("c"),
      team.ready.apply(() => gw),
    );
  }),
  shape("a component that is asked for after a while", async (kind, n) => {
    const a = kind.wait(n("a"), gw);
    await new Promise((done) => setTimeout(done, 20));
    new Team(n("team"), (parent) => void kind.wait(n("b"), a.instanceId, { parent }));
  }),
];

const stacks = onlyOnEngine("no other stack is there", [
  shape("an output of another stack", (kind, n) => {
    const other = new pulumi.StackReference(n("other"), { name: `organization/gate/${otherStack}` });
    new Team(n("team"), (parent) => {
      const a = kind.wait(n("a"), other.requireOutput("instanceId"), { parent });
      new Reader(n("b"), a.status, { parent });
    });
  }),
]);

const depends: readonly Shape[] = [
  shape("dependsOn a promise", (kind, n) => {
    const a = kind.wait(n("a"), gw);
    kind.wait(n("b"), gw, { dependsOn: Promise.resolve(a) });
    new Reader(n("c"), "x", { dependsOn: [Promise.resolve(a)] });
  }),
  shape("dependsOn a list of outputs, and an output of a list", (kind, n) => {
    const [a, b] = [kind.wait(n("a"), gw), new Reader(n("b"), "x")];
    kind.wait(n("c"), gw, { dependsOn: [pulumi.output(a), pulumi.output(b)] });
    kind.wait(n("d"), gw, { dependsOn: pulumi.output([a, b]) });
  }),
  shape("a component that depends on a .get at the root", (kind, n) => {
    const a = kind.get(n("a"), gw);
    new Team(n("team"), (parent) => void kind.wait(n("b"), gw, { parent }), { dependsOn: a });
  }),
  shape("two components, the second depends on a wait in the first", (kind, n) => {
    const waits: pulumi.Resource[] = [];
    new Team(n("one"), (parent) => void waits.push(kind.wait(n("a"), gw, { parent })));
    new Team(n("two"), (parent) => void kind.wait(n("b"), gw, { parent }), { dependsOn: waits });
  }),
  shape("two components, the second uses a wait in the first", (kind, n) => {
    const one = new Team(n("one"), (parent) => ({ ready: kind.wait(n("a"), gw, { parent }).instanceId }));
    new Team(n("two"), (parent) => void kind.wait(n("b"), one.ready, { parent }), { dependsOn: one });
  }),
];

export const inputs: readonly Shape[] = [...values, ...stacks, ...depends];
