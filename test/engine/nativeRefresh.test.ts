import { expect } from "chai";
import { startEmulator } from "../../emulator";
import type { Ended } from "./helpers/cliRun";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, ref, writeYaml, yamlProject } from "./helpers/nativeProject";
import type { Project } from "./helpers/project";

const ready = { steps: [[0, 30]], end: 0, status: "success" } as const;
const failed = { ...ready, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const unasked = ["--yes", "--skip-preview"];

describe("the plugin in pulumi refresh, import and get", () => {
  let engine: Engine;
  before(async () => {
    ({ engine } = await nativeEngine({ gateways: { full: ready, bare: ready, failed } }));
  });
  after(() => engine.stop());

  describe("refresh", () => {
    const gates = gatesOf({ ready: {}, broken: {}, accepted: { args: { failOnError: false } }, removed: {} });
    let project: Project;
    let run: Ended;
    before(async () => {
      for (const id of Object.keys(gates)) engine.cloud.setGateway(id, ready);
      project = await yamlProject(engine, "refreshed", { resources: gates });
      const up = await project.up();
      expect(up.ok, up.screen).to.equal(true);
      for (const id of ["broken", "accepted"]) engine.cloud.setGateway(id, failed);
      engine.cloud.setGateway("removed", { ...ready, gone: 0 });
      run = await project.start(["refresh", ...unasked]).ended;
    });

    it("sends one request for a gateway that is ready, takes the outputs, forgets what is gone", () => {
      expect(run.ok, run.screen).to.equal(true);
      expect(engine.asked("ready")).to.have.length(2);
      expect(project.state.resource("accepted")?.outputs).to.include({ status: "failed" });
      expect(project.state.resource("removed")).to.equal(undefined);
    });

    it("keeps the reason when the gateway failed since, and up fails with it", async () => {
      expect(run.screen).to.include("unhealthy state").and.include("APIC.9218 insufficient quota");
      expect(project.state.resource("broken")?.initErrors?.[0]).to.include("APIC.9218 insufficient quota");
      writeYaml(project.folder, { resources: { ready: gates.ready, broken: gates.broken } });
      const up = await project.up();
      expect([up.ok, up.screen.includes("APIC.9218 insufficient quota")]).to.deep.equal([false, true]);
    });

    it("leaves the state as it is when the API is down", async () => {
      engine.cloud.setGateway("ready", { ...ready, faults: [{ kind: "status", status: 503 }] });
      const { urn = "", outputs } = project.state.resource("ready") ?? {};
      const down = await project.start(["refresh", ...unasked, "--target", urn]).ended;
      expect([down.ok, down.screen.includes("HTTP 503")], down.screen).to.deep.equal([false, true]);
      expect(down.screen).to.match(/the state keeps success, as last seen.*Run pulumi refresh again\./s);
      expect(project.state.resource("ready")?.outputs).to.deep.equal(outputs);
    });

    it("says for how long nobody answered, what the state keeps, and to refresh again", async () => {
      const away = await startEmulator({ gateways: { away: ready } });
      const config = { "apig:endpoint": away.url };
      const project = await yamlProject(engine, "away", { resources: gatesOf({ away: {} }) }, { config });
      const up = await project.up().finally(() => away.close());
      expect(up.ok, up.screen).to.equal(true);
      const { ok, screen } = await project.start(["refresh", ...unasked]).ended;
      expect(ok).to.equal(false);
      expect(screen)
        .to.match(/gateway away could not be refreshed: the API did not answer for \d+s; the state keeps success/)
        .and.include("Run pulumi refresh again.")
        .and.not.match(/not ready|never seen|customTimeouts|pulumi up/);
    });

    it("writes a status anew that somebody deleted from the state; up does, too", async () => {
      engine.cloud.setGateway("edited", ready);
      const project = await yamlProject(engine, "edited", { resources: gatesOf({ edited: {} }) });
      expect((await project.up()).ok).to.equal(true);
      for (const mend of [() => project.start(["refresh", ...unasked]).ended, () => project.up()]) {
        project.state.edit(/,\s*"status":\s*"success"/, "");
        const { ok, screen } = await mend();
        expect(ok, screen).to.equal(true);
        expect(project.state.resource("edited")?.outputs).to.include({ status: "success", instanceId: "edited" });
      }
    });
  });

  describe("import", () => {
    let project: Project;
    before(async () => {
      project = await yamlProject(engine, "imported", { resources: {} });
    });
    const importing = (name: string, id: string) =>
      project.start(["import", ...unasked, "--generate-code=false", "apig:index:GatewayReadiness", name, id]).ended;

    it("takes a full id and a bare one; the next preview shows no change", async () => {
      for (const [name, id] of [
        ["full", `${engine.cloud.projectId}/full`],
        ["bare", "bare"],
      ] as const) {
        const { ok, screen } = await importing(name, id);
        expect(ok, screen).to.equal(true);
        expect(project.state.resource(name)?.id).to.equal(`${engine.cloud.projectId}/${name}`);
        expect(project.state.resource(name)?.inputs).to.deep.equal({ instanceId: name, triggers: null, region: null });
        expect(screen).not.to.include("__");
      }
      const protect = { protect: true }; // as the command has made them
      writeYaml(project.folder, { resources: gatesOf({ full: { options: protect }, bare: { options: protect } }) });
      const before = engine.cloud.requests.length;
      const preview = await project.start(["preview", "--expect-no-changes"]).ended;
      expect(preview.ok, preview.screen).to.equal(true);
      expect(engine.cloud.requests.length).to.equal(before);
    });

    it("refuses a gateway that failed with its reason, and keeps nothing", async () => {
      const { ok, screen } = await importing("failed", "failed");
      expect([ok, screen.includes("APIC.9218 insufficient quota")], screen).to.deep.equal([false, true]);
      expect(screen)
        .to.match(/cannot be imported: .* import that one\./)
        .and.not.match(/pulumi up|--replace/);
      expect(project.state.resource("failed")).to.equal(undefined);
    });
  });

  describe("get and getGatewayProgress", () => {
    it("give outputs; one request in a preview, and in an update; a wait for what is being created", async () => {
      const project = await yamlProject(engine, "got", {
        resources: {
          bare: { get: { id: "bare" } },
          soon: { get: { id: `${engine.cloud.projectId}/soon` } },
        },
        variables: {
          seen: { "fn::invoke": { function: "apig:index:getGatewayProgress", arguments: { instanceId: "failed" } } },
        },
        outputs: { bare: ref("bare.status"), soon: ref("soon.progress"), seen: ref("seen.errorCode") },
      });
      engine.cloud.setGateway("soon", { ...ready, end: 300 });
      const up = await project.up();
      expect(up.ok, up.screen).to.equal(true);
      expect(project.state.outputs()).to.deep.equal({ bare: "success", soon: 100, seen: "APIC.9218" });
    });

    it("fail with the reason", async () => {
      const project = await yamlProject(engine, "not-got", { resources: { gate: { get: { id: "failed" } } } });
      const failing = async (program: Parameters<typeof writeYaml>[1], text: string) => {
        writeYaml(project.folder, program);
        const { ok, screen } = await project.start(["preview"]).ended;
        expect([ok, screen.includes(text)], screen).to.deep.equal([false, true]);
        expect(screen).not.to.match(/^\s+at .*:\d+:\d+/m);
      };
      await failing({ resources: { gate: { get: { id: "failed" } } } }, "APIC.9218 insufficient quota");
      const bare = { get: { id: "bare" } };
      const without = { properties: { instanceId: ref("bare.errorCode") } };
      await failing({ resources: { bare, without } }, "resource 'without' has a problem: instanceId is missing");
      const call = (args: object) => ({ function: "apig:index:getGatewayProgress", arguments: args });
      const calling = (args: object) => ({ resources: {}, variables: { seen: { "fn::invoke": call(args) } } });
      await failing(calling({ instanceId: "a b" }), "failed: instanceId must be 1 to 64 letters");
      await failing(calling({}), "failed: instanceId is missing: give the id of the gateway");
    });
  });
});
