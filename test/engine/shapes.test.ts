import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { GatewayReadiness } from "pulumi-apig";
import { Engine } from "./helpers/engine";
import { anchor, type Kind, namesOf, ours, Reader, shapes, Team } from "./helpers/shapes";
import type { StateFile } from "./helpers/state";
import { waitingProject } from "./helpers/waitingProject";

const failing = "exports.handler=()=>({create:async()=>{throw new Error('no luck')}})";

class Failing extends pulumi.CustomResource {
  constructor(name: string, opts: pulumi.CustomResourceOptions) {
    super("pulumi-nodejs:dynamic/t:Failing", name, { __provider: failing }, opts);
  }
}

/** What the state says of each resource; the stack and the type of the wait have no names here. */
function told(state: StateFile, kind: Kind): Record<string, unknown> {
  const neutral = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value ?? null)
        .replaceAll(kind.type, "wait")
        .replace(/urn:pulumi:\w+/g, "urn")
        .replace(/gate-(waits|anchors)/g, "stack"),
      // Lists of urns have no order.
      (_key, each) => (Array.isArray(each) ? [...each].sort() : each),
    );
  const entries = state.resources().map((resource) => {
    const { urn, parent, dependencies, propertyDependencies, protect, retainOnDelete, aliases, deletedWith } =
      resource as unknown as Record<string, unknown>;
    const held = Object.entries(propertyDependencies ?? {}).filter(([, urns]) => urns?.length > 0);
    const facts = { parent, dependencies, held, protect, retainOnDelete, aliases, deletedWith };
    return [neutral(urn), neutral(facts)];
  });
  return Object.fromEntries(entries.filter(([urn]) => !urn.includes("pulumi:providers")));
}

describe("in company, on the engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({
      speed: 1000,
      gateways: { "gw-1": "success", slow: { steps: [], end: 3000, status: "success" } },
    });
  });
  after(() => engine.stop());

  const all = (kind: Kind) => async () => {
    for (const shape of shapes) shape.program(kind, namesOf(shape));
  };

  it("every shape: as a plain dynamic resource, in preview, up, refresh and destroy; shown as one, too", async () => {
    const [theirs, waits] = [await engine.stack("anchors", all(anchor)), await engine.stack("waits", all(ours))];
    const preview = await waits.preview();
    expect(preview.ok, preview.screen).to.equal(true);
    for (const stack of [theirs, waits]) {
      const run = await stack.up();
      expect(run.ok, run.screen).to.equal(true);
    }
    const [left, right] = [told(waits.state, ours), told(theirs.state, anchor)];
    expect(Object.keys(left).sort()).to.deep.equal(Object.keys(right).sort());
    for (const [urn, facts] of Object.entries(right)) expect(left[urn], urn).to.deep.equal(facts);
    for (const after of [await waits.up({ expectNoChanges: true }), await waits.refresh(), await waits.destroy()]) {
      expect(after.ok, after.screen).to.equal(true);
      expect(after.screen).not.to.match(/__|rowUrn|lookOnce/);
    }
  });

  for (const kind of [ours, anchor]) {
    it(`${kind.type}: does not wait for a sibling that fails, and what needs the sibling does not start`, async () => {
      const stack = await engine.stack(`sibling-${kind === ours}`, async () => {
        new Team("team", (parent) => {
          const bad = new Failing("bad", { parent });
          kind.wait("a", "gw-1", { parent });
          kind.wait("b", "gw-1", { parent, dependsOn: bad });
        });
      });
      expect((await stack.up({ continueOnError: true })).ok).to.equal(false);
      const made = stack.state
        .resources()
        .flatMap(({ type, urn }) => (type === kind.type ? [urn.split("::").at(-1)] : []));
      expect(made).to.deep.equal(["a"]);
    });

    it(`${kind.type}: a parent that is no resource is refused by the SDK`, async () => {
      const stack = await engine.stack(`parent-${kind === ours}`, async () => {
        kind.wait("a", "gw-1", { parent: {} as never });
      });
      const { ok, screen } = await stack.up();
      expect(ok).to.equal(false);
      expect(screen).to.include("Resource parent is not a valid Resource: [object Object]");
    });
  }

  it("a component that needs its own child's wait ends with the SDK's own error", async () => {
    const project = await waitingProject({
      programText: `
        const pulumi = require("@pulumi/pulumi");
        const apig = require("pulumi-apig");
        let later;
        const dependsOn = pulumi.output(new Promise((done) => { later = done; }));
        const team = new pulumi.ComponentResource("team:index:Gateway", "team", {}, { dependsOn });
        later(new apig.GatewayReadiness("a", { instanceId: "gw-1" }, { parent: team }));`,
    });
    try {
      const { ok, screen } = await project.up();
      expect(ok).to.equal(false);
      expect(screen).to.match(/promises were still active/);
    } finally {
      await project.engine.stop();
    }
  });

  it("two programs in one process at once", async () => {
    const stacks = await Promise.all(["one", "two"].map((name) => engine.stack(name, all(ours))));
    const runs = await Promise.all(stacks.map((stack) => stack.up()));
    for (const { ok, screen } of runs) expect(ok, screen).to.equal(true);
  });

  it("as an output of the stack, it shows what is public", async () => {
    const stack = await engine.stack("output", async () => ({
      ready: new GatewayReadiness("a", { instanceId: "gw-1" }, { customTimeouts: { create: "5m" } }),
    }));
    const { ok, screen, outputs } = await stack.up();
    expect(ok, screen).to.equal(true);
    expect(outputs.ready).to.include({ status: "success", instanceId: "gw-1" });
    expect(Object.keys(outputs.ready as object).filter((key) => /^_|row|timeouts|endpoint./i.test(key))).to.deep.equal(
      [],
    );
  });

  it("a sibling that uses a slow gateway starts when that is ready; one that does not, at once", async () => {
    const stack = await engine.stack("order", async () => {
      new Team("team", (parent) => {
        const slow = ours.wait("slow", "slow", { parent });
        new Reader("after", slow.status, { parent });
        new Reader("beside", "x", { parent });
      });
    });
    const { ok, screen, events } = await stack.up();
    expect(ok, screen).to.equal(true);
    const ended = events.flatMap(({ resOutputsEvent }) =>
      resOutputsEvent ? [resOutputsEvent.metadata.urn.split("::").at(-1)] : [],
    );
    expect(ended.filter((name) => ["slow", "after", "beside"].includes(name ?? ""))).to.deep.equal([
      "beside",
      "slow",
      "after",
    ]);
  });
});
