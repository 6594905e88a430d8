import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";

describe("GatewayReadiness.get and getGatewayProgress", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({
      gateways: {
        ready: { steps: [[0, 50]], end: 0, status: "success" },
        soon: { steps: [[0, 50]], end: 300, status: "success" },
        failed: { steps: [[0, 0]], end: 0, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." },
      },
    });
  });
  after(() => engine.stop());

  const getting = (id: string, args?: apig.GatewayReadinessGetArgs) => async () => {
    const ready = apig.GatewayReadiness.get("gate", id, args);
    return { id: ready.id, status: ready.status, instanceId: ready.instanceId, errorCode: ready.errorCode };
  };

  it("takes a full id or a bare instance id", async () => {
    const { projectId } = engine.cloud;
    for (const [name, id] of [
      ["bare", "ready"],
      ["full", `${projectId}/ready`],
    ] as const) {
      const stack = await engine.stack(name, getting(id));
      const run = await stack.up();
      expect(run.ok, run.screen).to.equal(true);
      expect(run.outputs).to.deep.equal({
        id,
        status: "success",
        instanceId: "ready",
        errorCode: null,
      });
      expect((await stack.preview({ expectNoChanges: true })).ok).to.equal(true);
      expect((await stack.destroy()).ok).to.equal(true);
    }
  });

  it("looks once in a preview and waits in an update", async () => {
    const stack = await engine.stack("soon", getting("soon"));
    const preview = await stack.preview();
    expect(preview.ok, preview.screen).to.equal(true);
    expect(engine.cloud.requests.filter(({ gatewayId }) => gatewayId === "soon")).to.have.length(1);
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(run.outputs).to.include({ status: "success" });
  });

  it("fails when the gateway failed, unless failOnError is false", async () => {
    for (const way of ["preview", "up"] as const) {
      const run = await (await engine.stack(`failed-${way}`, getting("failed")))[way]();
      expect(run.ok).to.equal(false);
      expect(run.screen).to.include("APIC.9218 insufficient quota");
      expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
    }
    const run = await (await engine.stack("accepted", getting("failed", { failOnError: false }))).up();
    expect(run.ok, run.screen).to.equal(true);
    expect(run.outputs).to.include({ status: "failed", errorCode: "APIC.9218" });
  });

  it("fails when the gateway is gone or the id cannot be one", async () => {
    for (const [id, text] of [
      ["gone", "gateway gone does not exist"],
      ["not an id", "instanceId must be 1 to 64 letters"],
    ] as const) {
      const run = await (await engine.stack(`wrong-${text.length}`, getting(id))).preview();
      expect(run.ok).to.equal(false);
      expect(run.screen).to.include(text);
      expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
    }
  });

  it("getGatewayProgress looks once, throws with a stable code, and waits for inputs that are not known", async () => {
    const config = {
      "apig:authToken": { value: engine.cloud.token, secret: true },
      "apig:projectId": { value: engine.cloud.projectId },
    };
    const program = async () => {
      const seen = await apig.getGatewayProgress({ instanceId: "failed" });
      const codes = await Promise.all(
        [{ instanceId: "gone" }, { instanceId: "" }, { instanceId: "ready", projectId: "elsewhere" }].map((args) =>
          apig.getGatewayProgress(args).catch((error) => error.code),
        ),
      );
      const ready = new apig.GatewayReadiness("gate", { instanceId: "ready" });
      const later = apig.getGatewayProgressOutput({ instanceId: ready.instanceId });
      return { seen, codes, later: later.progress };
    };
    const stack = await engine.stack("look", program, { config });
    const preview = await stack.preview();
    expect(preview.ok, preview.screen).to.equal(true);
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(run.outputs.seen).to.include({ status: "failed", errorCode: "APIC.9218", progress: 0 });
    expect(run.outputs).to.deep.include({
      codes: ["APIG_NOT_FOUND", "APIG_INVALID_ARGUMENT", "APIG_FORBIDDEN"],
      later: 100,
    });
  });
});
