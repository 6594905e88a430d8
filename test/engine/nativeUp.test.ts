import { expect } from "chai";
import type { Ended } from "./helpers/cliRun";
import { expectWaited, upDuringCreation } from "./helpers/dependents";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, operationOf, ref, writeYaml, yamlProject } from "./helpers/nativeProject";
import type { Project } from "./helpers/project";

const success = { steps: [[0, 30]], end: 324, status: "success" } as const;
const failed = { steps: [[0, 0]], end: 2, status: "failed", errorMsg: "create failed..." } as const;
const soon = { steps: [[0, 30]], end: 300, status: "success" } as const;
const errors = [
  ["quota", "APIC.9218 insufficient quota", "raise the project's gateway quota"],
  ["resources", "APIC.9219 insufficient resources", "choose another availability zone"],
  ["other", "APIC.9206 creation failed", "check that its network has free addresses"],
] as const;

/** A resource that needs the gateway `name` to be ready. */
const needing = (name: string) => ({ properties: { instanceId: "second", triggers: [ref(`${name}.status`)] } });
const created = {
  ...gatesOf({
    ready: {},
    quota: {},
    resources: {},
    other: {},
    accepted: { args: { failOnError: false } },
    forbidden: { args: { projectId: "elsewhere" } },
    slow: { options: { customTimeouts: { create: "3s" } } },
  }),
  "after-ready": needing("ready"),
  "after-quota": needing("quota"),
  "after-slow": needing("slow"),
};

describe("the plugin in pulumi up, with a program in YAML", () => {
  let engine: Engine;
  let said: string;
  let project: Project;
  let run: Ended;
  before(async () => {
    ({ engine, said } = await nativeEngine({
      gateways: {
        second: { ...soon, end: 0 },
        quota: { ...failed, errorCode: "APIC.9218" },
        resources: { ...failed, errorCode: "APIC.9219" },
        other: { ...failed, errorCode: "APIC.9206" },
        accepted: { ...failed, errorCode: "APIC.9218" },
        slow: { ...soon, end: 1200 },
      },
    }));
    project = await yamlProject(engine, "gate", {
      resources: created,
      outputs: { seconds: ref("ready.creationSeconds") },
    });
    run = await upDuringCreation(project, "ready", success, "--continue-on-error", "--parallel=20");
  });
  after(() => engine.stop());

  const stored = (name: string) => project.state.resource(name);

  it("is installed by the package's command, which may be run again", async () => {
    const { version } = require("../../package.json");
    expect(said).to.include(`installed the plugin apig ${version} in ${engine.folder}`);
    const again = await project.run(process.execPath, `${process.cwd()}/dist/cli/main.js`, "plugin", "install");
    expect(again.ok, again.screen).to.equal(true);
    const { screen } = await project.run("pulumi", "plugin", "ls", "--json");
    expect(screen.match(/"name": "apig"/g), screen).to.have.length(1);
  });

  it("waits until the gateway is ready, then starts what depends on it", () => {
    expect(stored("ready")?.outputs).to.include({ status: "success", progress: 100, creationSeconds: 324 });
    expect(stored("ready")?.id).to.equal(`${engine.cloud.projectId}/ready`);
    expectWaited(project, run, "ready", "after-ready");
    expect(stored("after-ready")?.outputs).to.include({ status: "success" });
    expect(run.screen).to.match(/\d+%.* \(ready\)/);
  });

  for (const [id, code, advice] of errors) {
    it(`fails with reason and advice when the cloud could not create the gateway: ${id}`, () => {
      expect(run.ok).to.equal(false);
      expect(run.screen).to.include(`gateway ${id} failed after 2s: ${code} (create failed...)`);
      expect(run.screen)
        .to.include(advice)
        .and.not.match(/^\s+at .*:\d+:\d+/m);
      expect(stored(id)?.outputs).to.include({ status: "failed", errorCode: code.slice(0, 9) });
      expect(stored(id)?.initErrors).to.have.length(1);
    });
  }

  it("starts nothing that needs a gateway which is not ready", () => {
    expect([stored("after-quota"), stored("after-slow")]).to.deep.equal([undefined, undefined]);
  });

  it("takes a failed gateway with failOnError: false; keeps nothing where the first answer is a refusal", () => {
    expect(stored("accepted")?.outputs).to.include({ status: "failed", errorCode: "APIC.9218", failOnError: false });
    expect(stored("forbidden")).to.equal(undefined);
    expect(run.screen).to.include("HTTP 403");
  });

  it("gives up at customTimeouts.create; the next up resumes, and asks nothing about what is ready", async () => {
    expect(run.screen).to.match(/gateway slow is not ready after 3s: last seen creating at 30%/);
    expect(stored("slow")?.outputs).to.include({ status: "creating", progress: 30 });
    const { quota, resources, other, forbidden, "after-quota": gone, ...rest } = created;
    writeYaml(project.folder, { resources: rest });
    const [readyBefore, acceptedBefore] = [engine.asked("ready").length, engine.asked("accepted").length];
    const again = await project.up();
    expect(again.ok, again.screen).to.equal(true);
    expect(stored("slow")?.outputs).to.include({ status: "success" });
    expect(stored("slow")?.initErrors).to.equal(undefined);
    expect(stored("after-slow")?.outputs).to.include({ status: "success" });
    expect([engine.asked("ready").length, engine.asked("accepted").length]).to.deep.equal([
      readyBefore,
      acceptedBefore,
    ]);
    expect(["ready", "accepted", "after-ready"].map((name) => operationOf(again.events, name))).to.deep.equal([
      ...["same", "same", "same"],
    ]);
  });

  it("asks nothing when nothing changed, nor in a preview of new resources, nor in a destroy", async () => {
    const { ready, slow } = created;
    const next = { properties: { instanceId: ref("fresh.startedAt") } };
    writeYaml(project.folder, { resources: { ready, slow, fresh: { properties: { instanceId: "gw" } }, next } });
    const before = engine.cloud.requests.length;
    const preview = await project.start(["preview"]).ended;
    expect(preview.ok, preview.screen).to.equal(true);
    expect(preview.screen)
      .to.include("fresh")
      .and.match(/\+ 2 to create/);
    const destroyed = await project.destroy();
    expect(destroyed.ok, destroyed.screen).to.equal(true);
    expect(project.state.resources()).to.deep.equal([]);
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("names every wrong argument at once, and no password", async () => {
    const wrong = { instanceId: "a b", projectId: "", endpoint: "https://user:pass-word@h", region: "x y" };
    writeYaml(project.folder, { resources: { wrong: { properties: wrong } } });
    const before = engine.cloud.requests.length;
    const { ok, screen } = await project.up("--continue-on-error");
    expect(ok).to.equal(false);
    for (const text of [
      "property instanceId value {a b} has a problem: must be 1 to 64 letters",
      "property projectId value {} has a problem: must be 1 to 64 letters",
      "property region value {x y} has a problem: must be letters, digits and hyphens",
      "resource 'wrong' has a problem: endpoint must have no user, password",
    ]) {
      expect(screen).to.include(text);
    }
    expect(screen).not.to.include("pass-word");
    expect(engine.cloud.requests.length).to.equal(before);
  });
});
