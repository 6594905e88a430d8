import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";
import type { InlineStack } from "./helpers/inlineStack";

const creating = { steps: [[0, 30]] as [number, number][], end: null, status: "success" } as const;
const failed = {
  steps: [[0, 0]] as [number, number][],
  end: 0,
  status: "failed",
  errorCode: "APIC.9218",
  errorMsg: "create failed...",
} as const;

describe("pulumi refresh", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start();
  });
  after(() => engine.stop());

  const looks = (id: string) => engine.cloud.requests.filter(({ gatewayId }) => gatewayId === id).length;

  /** A stack whose gateway `id` was ready at its last up. */
  async function readyStack(id: string, args: object = {}, opts?: apig.GatewayReadinessOptions): Promise<InlineStack> {
    engine.cloud.setGateway(id, { ...creating, end: 0 });
    const stack = await engine.stack(id, async () => {
      const ready = new apig.GatewayReadiness("gate", { instanceId: id, ...args }, opts);
      return { status: ready.status, errorCode: ready.errorCode };
    });
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    return stack;
  }

  it("takes one look at a gateway that is ready, also with up --refresh, preview --refresh and --target", async () => {
    const stack = await readyStack("ready");
    const urn = stack.state.resource("gate")?.urn;
    const ways = [
      () => stack.refresh(),
      () => stack.refresh({ target: [urn] }),
      () => stack.previewRefresh(),
      () => stack.preview({ refresh: true, expectNoChanges: true }),
      () => stack.up({ refresh: true, expectNoChanges: true }),
    ];
    for (const way of ways) {
      const before = looks("ready");
      const run = await way();
      expect(run.ok, run.screen).to.equal(true);
      expect(looks("ready") - before).to.equal(1);
      expect(run.screen).not.to.match(/unhealthy|updated|deleted/);
    }
  });

  it("keeps the reason when the gateway failed since, and up says it again until it is replaced", async () => {
    const stack = await readyStack("broken");
    engine.cloud.setGateway("broken", failed);
    const run = await stack.refresh();
    expect(run.ok, run.screen).to.equal(true);
    expect(run.screen)
      .to.include("Refreshed resource is in an unhealthy state")
      .and.include("APIC.9218 insufficient quota");
    expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
    const gate = stack.state.resource("gate");
    expect(gate?.outputs).to.include({ status: "failed", errorCode: "APIC.9218", instanceId: "broken" });
    expect(gate?.initErrors?.[0]).to.include("APIC.9218");

    const again = await stack.up();
    expect(again.ok).to.equal(false);
    expect(again.screen).to.include("APIC.9218 insufficient quota");
    engine.cloud.setGateway("broken", { ...creating, end: 0 });
    const mended = await stack.up();
    expect(mended.ok, mended.screen).to.equal(true);
    expect(stack.state.resource("gate")?.initErrors).to.equal(undefined);
  });

  it("takes the outputs and goes on when failOnError is false", async () => {
    const stack = await readyStack("accepted", { failOnError: false });
    engine.cloud.setGateway("accepted", failed);
    const run = await stack.refresh();
    expect(run.ok, run.screen).to.equal(true);
    expect(run.screen).not.to.include("unhealthy");
    const gate = stack.state.resource("gate");
    expect(gate?.outputs).to.include({ status: "failed", errorCode: "APIC.9218" });
    expect(gate?.initErrors).to.equal(undefined);
  });

  it("forgets a gateway that is gone, and up then says that it does not exist", async () => {
    const stack = await readyStack("deleted");
    engine.cloud.removeGateway("deleted");
    const run = await stack.refresh();
    expect(run.ok, run.screen).to.equal(true);
    expect(stack.state.resource("gate")).to.equal(undefined);
  });

  it("waits for customTimeouts.read while the gateway is being created, 0s being one look", async () => {
    for (const [id, read, atLeast, atMost] of [
      ["one-look", "0s", 1, 1],
      ["patient", "4s", 2, 5],
    ] as const) {
      engine.cloud.setGateway(id, creating);
      const stack = await engine.stack(id, async () => {
        new apig.GatewayReadiness("gate", { instanceId: id }, { customTimeouts: { create: "1s", read } });
      });
      expect((await stack.up()).ok).to.equal(false);
      const before = looks(id);
      const run = await stack.refresh();
      expect(run.ok, run.screen).to.equal(true);
      expect(run.screen).to.include("unhealthy").and.include("customTimeouts.read");
      expect(looks(id) - before).to.be.within(atLeast, atMost);
      expect(stack.state.resource("gate")?.outputs).to.include({ status: "creating", progress: 30 });
    }
  });

  it("leaves the state as it is when no look succeeds", async () => {
    const stack = await readyStack("outage");
    const before = stack.state.resource("gate");
    const fault = { from: 0, to: 1e6, kind: "status", status: 503 } as const;
    engine.cloud.setGateway("outage", { ...creating, end: 0, faults: [fault] });
    const run = await stack.refresh();
    expect(run.ok).to.equal(false);
    expect(run.screen).to.include("HTTP 503").and.include("outage");
    expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
    expect(stack.state.resource("gate")?.outputs).to.deep.equal(before?.outputs);
  });

  it("looks at the endpoint and project of the state, whatever the environment says now", async () => {
    const stack = await readyStack("moved");
    stack.setEnv("HW_PROJECT_ID", "another-project");
    const run = await stack.refresh();
    expect(run.ok, run.screen).to.equal(true);
    expect(stack.state.resource("gate")).to.not.equal(undefined);
  });
});
