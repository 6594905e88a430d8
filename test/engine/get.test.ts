import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";

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

  const getting = (name: string, id: string, args?: apig.GatewayReadinessGetArgs) => {
    const ready = apig.GatewayReadiness.get(name, id, args);
    return { id: ready.id, status: ready.status, instanceId: ready.instanceId, errorCode: ready.errorCode };
  };

  describe("of gateways that there are", () => {
    const config = () => ({
      "apig:authToken": { value: engine.cloud.token, secret: true },
      "apig:projectId": { value: engine.cloud.projectId },
    });
    let stack: InlineStack;
    let preview: Run;
    let run: Run;
    let pollsOfPreview: number;
    before(async () => {
      const program = async () => {
        const wrong = [{ instanceId: "gone" }, { instanceId: "" }, { instanceId: "ready", projectId: "elsewhere" }];
        const made = new apig.GatewayReadiness("gate", { instanceId: "ready" });
        return {
          bare: getting("bare", "ready"),
          full: getting("full", `${engine.cloud.projectId}/ready`),
          soon: getting("soon", "soon"),
          accepted: getting("accepted", "failed", { failOnError: false }),
          seen: await apig.getGatewayProgress({ instanceId: "failed" }),
          codes: await Promise.all(wrong.map((args) => apig.getGatewayProgress(args).catch((error) => error.code))),
          later: apig.getGatewayProgressOutput({ instanceId: made.instanceId }).progress,
        };
      };
      stack = await engine.stack("there", program, { config: config() });
      preview = await stack.preview();
      pollsOfPreview = engine.asked("soon").length;
      run = await stack.up();
    });

    it("takes a full id or a bare instance id", async () => {
      expect(run.ok, run.screen).to.equal(true);
      const { bare, full } = run.outputs;
      const outputs = { status: "success", instanceId: "ready", errorCode: null };
      expect(bare).to.deep.equal({ id: "ready", ...outputs });
      expect(full).to.deep.equal({ id: `${engine.cloud.projectId}/ready`, ...outputs });
      expect((await stack.preview({ expectNoChanges: true })).ok).to.equal(true);
    });

    it("sends one request in a preview and waits in an update", () => {
      expect(preview.ok, preview.screen).to.equal(true);
      expect(pollsOfPreview).to.equal(1);
      expect(run.outputs.soon).to.include({ status: "success" });
    });

    it("getGatewayProgress sends one request, throws with a stable code, and waits for inputs that are not known", () => {
      expect(run.outputs.seen).to.include({ status: "failed", errorCode: "APIC.9218", progress: 0 });
      expect(run.outputs.codes).to.deep.equal(["APIG_NOT_FOUND", "APIG_INVALID_ARGUMENT", "APIG_FORBIDDEN"]);
      expect(run.outputs.later).to.equal(100);
    });

    it("a gateway that failed is there too with failOnError: false; a destroy asks nothing", async () => {
      expect(run.outputs.accepted).to.include({ status: "failed", errorCode: "APIC.9218" });
      const before = engine.cloud.requests.length;
      expect((await stack.destroy()).ok).to.equal(true);
      expect(engine.cloud.requests.length).to.equal(before);
    });
  });

  describe("of gateways that it cannot give", () => {
    let stack: InlineStack;
    before(async () => {
      stack = await engine.stack("not-there", async () => {});
    });

    async function fails(way: "preview" | "up", id: string, text: string) {
      stack.use(async () => getting("gate", id));
      const run = await stack[way]();
      expect(run.ok).to.equal(false);
      expect(run.screen).to.include(text);
      expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
    }

    it("fails when the gateway failed, unless failOnError is false", async () => {
      await fails("preview", "failed", "APIC.9218 insufficient quota");
      await fails("up", "failed", "APIC.9218 insufficient quota");
    });
    it("fails when the gateway is gone", () => fails("preview", "gone", "gateway gone does not exist"));
    it("fails when the id cannot be one", () => fails("preview", "not an id", "instanceId must be 1 to 64 letters"));
  });
});
