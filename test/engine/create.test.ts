import { expect } from "chai";
import * as apig from "pulumi-apig";
import { ApiGroup, placeOf } from "./helpers/apiGroup";
import { Engine } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";

type Gates = Readonly<Record<string, apig.GatewayReadinessOptions>>;

/** The program of most people, for each gateway: wait for it, then make something on it. */
const gates = (gateways: Gates) => async () => {
  const made = Object.entries(gateways).map(([instanceId, opts]) => {
    const ready = new apig.GatewayReadiness(instanceId, { instanceId }, opts);
    new ApiGroup(`group-${instanceId}`, placeOf(ready));
    return ready;
  });
  return made.map(({ status, creationSeconds, errorCode }) => ({ status, creationSeconds, errorCode }))[0];
};

describe("pulumi up", () => {
  let engine: Engine;
  before(async () => {
    const failed = { steps: [[0, 0]], end: 2, status: "failed", errorMsg: "create failed..." } as const;
    engine = await Engine.start({
      gateways: {
        ready: "success",
        quota: { ...failed, errorCode: "APIC.9218" },
        resources: { ...failed, errorCode: "APIC.9219" },
        other: { ...failed, errorCode: "APIC.9206" },
        slow: {
          steps: [
            [0, 30],
            [100, 90],
          ],
          end: 700,
          status: "success",
        },
      },
    });
  });
  after(() => engine.stop());

  const groupsMade = (gateway: string) =>
    engine
      .asked(gateway)
      .filter(({ method }) => method === "POST")
      .map(({ status }) => status);

  it("waits until the gateway is ready, then starts what depends on it; later runs change and ask nothing", async () => {
    const stack = await engine.stack("success", gates({ ready: {} }));
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(run.outputs).to.deep.equal({ status: "success", creationSeconds: 324, errorCode: null });
    expect(
      engine
        .asked("ready")
        .map(({ method }) => method)
        .slice(-2),
    ).to.deep.equal(["GET", "POST"]);
    expect(groupsMade("ready")).to.deep.equal([201]);

    const before = engine.cloud.requests.length;
    expect((await stack.up({ expectNoChanges: true })).ok).to.equal(true);
    expect((await stack.preview({ expectNoChanges: true })).ok).to.equal(true);
    expect((await stack.destroy()).ok).to.equal(true);
    expect(stack.state.resources()).to.deep.equal([]);
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("asks nothing in a preview, whether the instance id is known or not", async () => {
    const before = engine.cloud.requests.length;
    const stack = await engine.stack("preview", async () => {
      const first = new apig.GatewayReadiness("first", { instanceId: "ready" });
      const second = new apig.GatewayReadiness("second", { instanceId: first.id.apply((id) => `${id}-next`) });
      return { status: second.status };
    });
    const run = await stack.preview();
    expect(run.ok, run.screen).to.equal(true);
    expect(engine.cloud.requests.length).to.equal(before);
  });

  describe("of gateways that do not get ready", () => {
    const impatient = { customTimeouts: { create: "3s", update: "60s" } };
    let stack: InlineStack;
    let run: Run;
    before(async () => {
      stack = await engine.stack("not-ready", gates({ quota: {}, resources: {}, other: {}, slow: impatient }));
      run = await stack.up({ continueOnError: true, parallel: 10 });
    });

    for (const [id, code, advice] of [
      ["quota", "APIC.9218 insufficient quota", "Raise the project's gateway quota"],
      ["resources", "APIC.9219 insufficient resources", "Choose another availability zone"],
      ["other", "APIC.9206 creation failed", "Check that the network has free addresses"],
    ] as const) {
      it(`fails with reason and advice when the cloud could not create the gateway: ${id}`, () => {
        expect(run.ok).to.equal(false);
        expect(run.screen).to.include(`gateway ${id} failed after 2s: ${code} (create failed...)`).and.include(advice);
        expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
        const { outputs, initErrors } = stack.state.resource(id) ?? {};
        const errorCode = code.slice(0, 9);
        expect(outputs).to.include({ status: "failed", errorCode, creationSeconds: 2, instanceId: id });
        expect(initErrors).to.have.length(1);
        expect(stack.state.resource(`group-${id}`)).to.equal(undefined);
        expect(groupsMade(id)).to.deep.equal([]);
      });
    }

    it("gives up at customTimeouts.create with what it saw last; the next up resumes and succeeds", async () => {
      expect(run.screen).to.match(/gateway slow is not ready after 3s: last seen creating at 90%/);
      expect(run.screen).to.include(
        "Run pulumi up again to continue waiting; raise customTimeouts.create to wait longer",
      );
      expect(stack.state.resource("slow")?.outputs).to.include({ status: "creating", progress: 90 });
      expect(stack.state.resource("group-slow")).to.equal(undefined);

      stack.use(gates({ slow: impatient }));
      const again = await stack.up();
      expect(again.ok, again.screen).to.equal(true);
      expect(again.outputs).to.include({ status: "success", creationSeconds: 700 });
      expect(stack.state.resource("slow")?.initErrors).to.equal(undefined);
      expect(stack.state.resource("group-slow")).to.not.equal(undefined);
    });
  });
});
