import { expect } from "chai";
import { GatewayReadiness } from "pulumi-apig";
import { Engine } from "./helpers/engine";
import type { InlineStack } from "./helpers/inlineStack";
import { anchor, Failing, type Kind, ours, Reader, Team } from "./helpers/kinds";
import { namesOf, shapes } from "./helpers/shapes";
import { components } from "./helpers/shapesInComponents";
import { otherStack } from "./helpers/shapesOfInputs";
import { begunTooEarly, told } from "./helpers/shapesTold";
import { waitingProject } from "./helpers/waitingProject";

const nameOf = (urn: string) => urn.split("::").at(-1);

/** Shapes, in one program. Those of the plugin are tested with mocks. */
const programOf =
  (kind: Kind, of = shapes) =>
  async () => {
    for (const shape of of) await shape.program(kind, namesOf(shape));
  };

describe("in company, on the engine", () => {
  let engine: Engine;
  before(async () => {
    const gateways = { "gw-1": "success", slow: { steps: [], end: 3000, status: "success" } } as const;
    engine = await Engine.start({ speed: 1000, gateways });
    const other = await engine.stack(otherStack, async () => ({ instanceId: "gw-1" }));
    expect((await other.up()).ok).to.equal(true);
  });
  after(() => engine.stop());

  describe("every shape", () => {
    let theirs: Record<string, unknown>;
    before(async () => {
      const stack = await engine.stack("anchors", programOf(anchor));
      const { ok, screen, events } = await stack.up();
      expect(ok, screen).to.equal(true);
      expect(begunTooEarly(stack.state, events)).to.deep.equal([]);
      theirs = told(stack.state, anchor);
    });

    let stack: InlineStack;
    it("is as a plain dynamic resource in preview and up", async () => {
      stack = await engine.stack("ours", programOf(ours));
      const preview = await stack.preview();
      expect(preview.ok, preview.screen).to.equal(true);
      const { ok, screen, events } = await stack.up();
      expect(ok, screen).to.equal(true);
      const its = told(stack.state, ours);
      expect(Object.keys(its).sort()).to.deep.equal(Object.keys(theirs).sort());
      for (const [urn, facts] of Object.entries(theirs)) expect(its[urn], urn).to.deep.equal(facts);
      expect(begunTooEarly(stack.state, events)).to.deep.equal([]);
    });

    it("is shown as one in the second up, refresh and destroy", async () => {
      for (const run of [() => stack.up({ expectNoChanges: true }), stack.refresh, unprotected(stack)]) {
        const { ok, screen } = await run();
        expect(ok, screen).to.equal(true);
        expect(screen).not.to.match(/__|rowUrn|lookOnce/);
      }
    });
  });

  const unprotected = (stack: InlineStack) => async () => {
    const kept = await stack.destroy();
    expect(kept.ok).to.equal(false);
    await stack.command("state", "unprotect", "--all", "--yes");
    return stack.destroy();
  };

  it("does not wait for a sibling that fails, and what needs the sibling does not start", async () => {
    const stack = await engine.stack("sibling", async () => {
      new Team("team", (parent) => {
        const bad = new Failing("bad", { parent });
        ours.wait("a", "gw-1", { parent });
        ours.wait("b", "gw-1", { parent, dependsOn: bad });
      });
    });
    expect((await stack.up({ continueOnError: true })).ok).to.equal(false);
    const made = stack.state.resources().flatMap(({ type, urn }) => (type === ours.type ? [nameOf(urn)] : []));
    expect(made).to.deep.equal(["a"]);
  });

  it("a parent that is not a resource is refused by the SDK", async () => {
    const stack = await engine.stack("parent", async () => {
      ours.wait("a", "gw-1", { parent: {} as never });
    });
    const { ok, screen } = await stack.up();
    expect(ok).to.equal(false);
    expect(screen).to.include("Resource parent is not a valid Resource: [object Object]");
  });

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
    const stacks = await Promise.all(["one", "two"].map((name) => engine.stack(name, programOf(ours, components))));
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
      resOutputsEvent ? [nameOf(resOutputsEvent.metadata.urn)] : [],
    );
    expect(ended.filter((name) => ["slow", "after", "beside"].includes(name ?? ""))).to.deep.equal([
      "beside",
      "slow",
      "after",
    ]);
  });
});
