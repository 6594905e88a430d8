import { expect } from "chai";
import * as apig from "pulumi-apig";
import { ApiGroup, placeOf } from "./helpers/apiGroup";
import { Engine } from "./helpers/engine";

/** The program of most people: wait for a gateway, then make something on it. */
const gate = (instanceId: string, opts?: apig.GatewayReadinessOptions) => async () => {
  const ready = new apig.GatewayReadiness("gate", { instanceId }, opts);
  new ApiGroup("group", placeOf(ready));
  return { status: ready.status, creationSeconds: ready.creationSeconds, errorCode: ready.errorCode };
};

describe("pulumi up", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({
      gateways: {
        ready: "success",
        quota: "quota",
        resources: { steps: [[0, 0]], end: 2, status: "failed", errorCode: "APIC.9219", errorMsg: "create failed..." },
        other: { steps: [[0, 0]], end: 2, status: "failed", errorCode: "APIC.9206", errorMsg: "create failed..." },
      },
    });
  });
  after(() => engine.stop());

  it("waits until the gateway is ready, then starts what depends on it; later runs change and ask nothing", async () => {
    const stack = await engine.stack("success", gate("ready"));
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(run.outputs).to.deep.equal({ status: "success", creationSeconds: 324, errorCode: null });

    const asked = engine.cloud.requests.filter(({ gatewayId }) => gatewayId === "ready");
    expect(asked.map(({ method }) => method).slice(-2)).to.deep.equal(["GET", "POST"]);
    expect(asked.filter(({ method }) => method === "POST").map(({ status }) => status)).to.deep.equal([201]);

    const before = engine.cloud.requests.length;
    expect((await stack.up({ expectNoChanges: true })).ok).to.equal(true);
    expect((await stack.preview({ expectNoChanges: true })).ok).to.equal(true);
    expect((await stack.destroy()).ok).to.equal(true);
    expect(engine.cloud.requests.length).to.equal(before);
  });

  for (const [id, code, advice] of [
    ["quota", "APIC.9218 insufficient quota", "raise the project's gateway quota"],
    ["resources", "APIC.9219 insufficient resources", "choose another availability zone"],
    ["other", "APIC.9206 creation failed", "check that its network has free addresses"],
  ] as const) {
    it(`fails with reason and advice when the cloud could not create the gateway: ${id}`, async () => {
      const stack = await engine.stack(id, gate(id));
      const run = await stack.up();
      expect(run.ok).to.equal(false);
      expect(run.screen)
        .to.include(`gateway ${id} failed after 2s at 0%: ${code} (create failed...)`)
        .and.include(advice);
      expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);

      const gateway = stack.state.resource("gate");
      expect(gateway?.outputs).to.include({
        status: "failed",
        errorCode: code.slice(0, 9),
        creationSeconds: 2,
        instanceId: id,
      });
      expect(gateway?.initErrors).to.have.length(1);
      expect(stack.state.resource("group")).to.equal(undefined);
      expect(
        engine.cloud.requests.filter(({ method, gatewayId }) => method === "POST" && gatewayId === id),
      ).to.deep.equal([]);
    });
  }

  it("gives up at customTimeouts.create with what it saw last; the next up resumes and succeeds", async () => {
    engine.cloud.setGateway("slow", {
      steps: [
        [0, 30],
        [100, 90],
      ],
      end: 700,
      status: "success",
    });
    const stack = await engine.stack("timeout", gate("slow", { customTimeouts: { create: "3s", update: "60s" } }));
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen).to.match(/gateway slow is not ready after 3s: last seen creating at 90%/);
    expect(run.screen).to.include("Run pulumi up again to go on waiting; customTimeouts.create sets for how long");
    expect(stack.state.resource("gate")?.outputs).to.include({ status: "creating", progress: 90 });

    const again = await stack.up();
    expect(again.ok, again.screen).to.equal(true);
    expect(again.outputs).to.include({ status: "success", creationSeconds: 700 });
    expect(stack.state.resource("gate")?.initErrors).to.equal(undefined);
    expect(stack.state.resource("group")).to.not.equal(undefined);
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
});
