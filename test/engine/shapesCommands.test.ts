import { expect } from "chai";
import { Engine } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";
import { anchor, Failing, type Kind, ours, Reader, Team } from "./helpers/kinds";
import { neutral } from "./helpers/shapes";

const nameOf = (urn: string) => urn.split("::").at(-1) as string;

/** A component with a wait, what uses it, and another wait. */
const program =
  (kind: Kind, { failing = false } = {}) =>
  async () => {
    new Team("team", (parent) => {
      const ready = kind.wait("ready", "gw-1", { parent });
      new Reader("user", ready.status, { parent });
      kind.wait("beside", "gw-1", { parent });
      if (failing) new Failing("failing", { parent });
      return { ready: ready.status };
    });
  };

/** A stack whose waits are of one kind, and another into which the last command moves a wait. */
interface Place {
  readonly kind: Kind;
  readonly stack: InlineStack;
  readonly other: InlineStack;
  /** The name under which the state holds a resource. */
  urn(name: string): string;
}

interface Command {
  readonly name: string;
  readonly run: (place: Place) => Promise<Run | string>;
  /**
   * What the engine does, and to which resources. Without those that stay the same, which a run that fails may not reach, and
   * without components, of which not every engine tells what a refresh does.
   */
  readonly ops: string;
}

const own = (kind: Kind, name: string) => `**${kind.type}::${name}`;
const target = (kind: Kind) => ({ target: [own(kind, "ready")] });

const replaced = "create-replacement ready, delete-replaced ready, replace ready";

/** In this order, each on what the ones before it left. */
const commands: readonly Command[] = [
  { name: "up --target", run: ({ kind, stack }) => stack.up(target(kind)), ops: "" },
  {
    name: "up --exclude",
    run: ({ kind, stack }) => stack.up({ exclude: [own(kind, "beside")] }),
    ops: "create ready, create user",
  },
  { name: "up", run: ({ stack }) => stack.up(), ops: "create beside" },
  { name: "up --replace", run: ({ kind, stack }) => stack.up({ replace: [own(kind, "ready")] }), ops: replaced },
  {
    name: "up --target --target-dependents --replace",
    run: ({ kind, stack }) => stack.up({ ...target(kind), replace: [own(kind, "ready")], targetDependents: true }),
    ops: replaced,
  },
  {
    name: "up --continue-on-error",
    run: ({ kind, stack }) => {
      stack.use(program(kind, { failing: true }));
      return stack.up({ continueOnError: true, replace: [own(kind, "beside")] });
    },
    ops: "create failing, create-replacement beside, delete-replaced beside, replace beside",
  },
  {
    name: "refresh --run-program",
    run: ({ kind, stack }) => {
      stack.use(program(kind));
      return stack.refresh({ runProgram: true });
    },
    ops: "refresh beside, refresh ready, refresh user",
  },
  { name: "refresh --target", run: ({ kind, stack }) => stack.refresh(target(kind)), ops: "refresh ready" },
  { name: "destroy --target", run: ({ kind, stack }) => stack.destroy(target(kind)), ops: "" },
  {
    name: "state rename",
    run: ({ stack, urn }) => stack.command("state", "rename", urn("ready"), "renamed", "--yes"),
    ops: "",
  },
  {
    name: "state move",
    run: ({ stack, other, urn }) => stack.move(other, urn("beside")),
    ops: "",
  },
  { name: "destroy where it was moved to", run: ({ other }) => other.destroy(), ops: "delete beside" },
  {
    name: "destroy --target --target-dependents",
    run: ({ kind, stack }) => stack.destroy({ target: [own(kind, "renamed")], targetDependents: true }),
    ops: "delete renamed, delete user",
  },
];

/** What a command did, without what differs from kind to kind. */
function result({ kind, stack, other }: Place, run: Run | string): object {
  const { ok, screen, events } = typeof run === "string" ? { ok: true, screen: run, events: [] } : run;
  const ops = events.flatMap(({ resourcePreEvent: event }) =>
    event && event.metadata.op !== "same" && !/^(pulumi|team):/.test(event.metadata.type)
      ? [`${event.metadata.op} ${nameOf(event.metadata.urn)}`]
      : [],
  );
  const errors = screen
    .split("\n")
    .filter((line) => /^ *error:/.test(line))
    .map((line) => line.trim());
  const [here, there] = [stack, other]
    .map(({ state }) => state.resources().map(({ urn }) => urn))
    .map(withoutProviders);
  return { ok, ops: ops.sort().join(", "), ...neutral({ errors, here, there }, kind) };
}

const withoutProviders = (urns: readonly string[]) => urns.filter((urn) => !/:pulumi:(providers|pulumi):/.test(urn));

describe("in company, commands of the CLI", () => {
  let engine: Engine;
  let places: readonly Place[];
  before(async () => {
    engine = await Engine.start({ speed: 1000, gateways: { "gw-1": "success" } });
    places = await Promise.all([anchor, ours].map(placeOf));
  });
  after(() => engine.stop());

  async function placeOf(kind: Kind): Promise<Place> {
    const stack = await engine.stack(kind.name, program(kind));
    const other = await engine.stack(`${kind.name}2`, async () => {});
    await other.up();
    return { kind, stack, other, urn: (name) => stack.state.resource(name)?.urn ?? name };
  }

  for (const { name, run, ops } of commands) {
    it(`as for a plain dynamic resource: ${name}`, async () => {
      const results = places.map(async (place) => result(place, await run(place)));
      const [theirs, its] = await Promise.all(results);
      expect(theirs).to.include({ ops });
      expect(its).to.deep.equal(theirs);
    });
  }
});
