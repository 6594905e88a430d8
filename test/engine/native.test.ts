import { expect } from "chai";
import type { Ended } from "./helpers/cliRun";
import { expectWaited, upDuringCreation } from "./helpers/dependents";
import { askedCli, type Engine } from "./helpers/engine";
import {
  gatesOf,
  nativeEngine,
  nativeToken,
  operationOf,
  ref,
  writeYaml,
  type YamlResource,
  yamlProject,
} from "./helpers/nativeProject";
import type { Project } from "./helpers/project";

const success = { steps: [[0, 30]], end: 324, status: "success" } as const;
const ready = { ...success, end: 0 } as const;
const quota = { errorCode: "APIC.9218", errorMsg: "create failed..." };
const failed = { steps: [[0, 0]], end: 2, status: "failed", ...quota } as const;
const unasked = ["--yes", "--skip-preview"];

/** A resource that needs the gateway `name` to be ready. */
const needing = (name: string) => ({ properties: { instanceId: "second", triggers: [ref(`${name}.status`)] } });
const kept: Readonly<Record<string, YamlResource>> = {
  ...gatesOf({
    ready: {},
    accepted: { args: { failOnError: false } },
    slow: { options: { customTimeouts: { create: "3s" } } },
  }),
  "after-ready": needing("ready"),
  "after-slow": needing("slow"),
};
const refused = {
  ...gatesOf({ quota: {}, forbidden: { args: { projectId: "elsewhere" } } }),
  "after-quota": needing("quota"),
};

/** What the engine itself does with the plugin, in one project; all else is tested at its wire. */
describe("the plugin, with a program in YAML", () => {
  let engine: Engine;
  let said: string;
  let project: Project;
  let first: Ended;
  before(async () => {
    const gateways = { second: ready, quota: failed, accepted: failed, slow: { ...success, end: 1200 } };
    ({ engine, said } = await nativeEngine({ gateways }));
    project = await yamlProject(engine, "gate", { resources: { ...kept, ...refused } });
    first = await upDuringCreation(project, "ready", success, "--continue-on-error", "--parallel=20");
  });
  after(() => engine.stop());

  const stored = (name: string) => project.state.resource(name);
  const asked = (name: string) => engine.asked(name).length;
  async function passes(...args: string[]): Promise<Ended> {
    const ended = await project.start(args).ended;
    expect(ended.ok, ended.screen).to.equal(true);
    return ended;
  }

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
    expectWaited(project, first, "ready", "after-ready");
    expect(stored("after-ready")?.outputs).to.include({ status: "success" });
    expect(first.screen).to.match(/\d+%.* \(ready\)/);
  });

  it("fails with reason and advice when the cloud could not create the gateway, and keeps what was seen", () => {
    expect(first.ok).to.equal(false);
    expect(first.screen)
      .to.include("gateway quota failed after 2s: APIC.9218 insufficient quota (create failed...)")
      .and.include("Raise the project's gateway quota")
      .and.not.match(/^\s+at .*:\d+:\d+/m);
    expect(stored("quota")?.outputs).to.include({ status: "failed", errorCode: "APIC.9218" });
    expect(stored("quota")?.initErrors).to.have.length(1);
  });

  it("starts nothing that needs a gateway which is not ready", () => {
    expect([stored("after-quota"), stored("after-slow")]).to.deep.equal([undefined, undefined]);
  });

  it("takes a failed gateway with failOnError: false; keeps nothing where the first answer is a refusal", () => {
    expect(stored("accepted")?.outputs).to.include({ status: "failed", errorCode: "APIC.9218", failOnError: false });
    expect(stored("forbidden")).to.equal(undefined);
    expect(first.screen).to.include("HTTP 403");
  });

  it("gives up at customTimeouts.create; the next up resumes, and asks nothing about what is ready", async () => {
    expect(first.screen).to.match(/gateway slow is not ready after 3s: last seen creating at 30%/);
    expect(stored("slow")?.outputs).to.include({ status: "creating", progress: 30 });
    writeYaml(project.folder, { resources: kept });
    const before = [asked("ready"), asked("accepted")];
    const again = await passes("up", ...unasked);
    expect(stored("slow")?.outputs).to.include({ status: "success" });
    expect(stored("slow")?.initErrors).to.equal(undefined);
    expect(stored("after-slow")?.outputs).to.include({ status: "success" });
    expect([asked("ready"), asked("accepted")]).to.deep.equal(before);
    for (const name of ["ready", "accepted", "after-ready"]) expect(operationOf(again.events, name)).to.equal("same");
  });

  it("a refresh asks once about what was ready, keeps the reason of what failed since, and forgets what is gone", async () => {
    engine.cloud.setGateway("slow", { ...failed, end: 0 });
    engine.cloud.setGateway("second", { ...ready, gone: 0 });
    const before = asked("ready");
    const { screen } = await passes("refresh", ...unasked);
    expect(asked("ready") - before).to.equal(1);
    expect(screen, screen).to.include("unhealthy state").and.include("APIC.9218 insufficient quota");
    expect(stored("slow")?.initErrors?.[0]).to.include("APIC.9218 insufficient quota");
    expect([stored("after-ready"), stored("after-slow")]).to.deep.equal([undefined, undefined]);
    for (const name of ["slow", "second"]) engine.cloud.setGateway(name, ready);
  });

  it("a region updates, triggers replace, and so does what replaceOnChanges names; the next up changes nothing", async () => {
    const region = { region: "eu-de" };
    const changes = gatesOf({
      ready: { args: region },
      accepted: { args: { ...region, failOnError: false }, options: { replaceOnChanges: ["region"] } },
      slow: { args: { triggers: [1] } },
    });
    writeYaml(project.folder, { resources: changes });
    const { events } = await passes("up", ...unasked);
    const names = Object.keys(changes);
    expect(names.map((name) => operationOf(events, name))).to.deep.equal(["update", "replace", "replace"]);
    const before = engine.cloud.requests.length;
    await passes("up", ...unasked, "--expect-no-changes");
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("import and get give outputs and change nothing later; a get waits for what is being created", async () => {
    engine.cloud.setGateway("soon", success);
    const flags = ["--protect=false", "--generate-code=false", nativeToken, "bare", "second"];
    await passes("import", ...unasked, ...flags);
    expect(stored("bare")?.inputs).to.deep.equal({ instanceId: "second", triggers: null, region: null });
    const seen = { function: "apig:index:getGatewayProgress", arguments: { instanceId: "quota" } };
    writeYaml(project.folder, {
      // What an import cannot know is taken as the program has it.
      resources: { bare: { properties: { instanceId: "second", triggers: ["v1"] } }, soon: { get: { id: "soon" } } },
      variables: { seen: { "fn::invoke": seen } },
      outputs: { soon: ref("soon.progress"), seen: ref("seen.errorCode") },
    });
    const { events } = await passes("up", ...unasked);
    expect(operationOf(events, "bare")).to.equal("same");
    expect(project.state.outputs()).to.deep.equal({ soon: 100, seen: "APIC.9218" });
  });

  it("a patch of pulumi do that names another gateway than the id is refused, without a request", async function () {
    if (askedCli === "oldest") this.skip(); // It has no such command.
    const { url, projectId } = engine.cloud;
    const args = ["do", "apig:GatewayReadiness", "patch", `${projectId}/ready`, "--instance-id", "another"];
    const { ok, screen } = await project.run("pulumi", ...args, "--apig:endpoint", url, "--stateless", "--yes");
    expect(ok, screen).to.equal(false);
    expect(screen).to.include('instanceId cannot change to "another" in an update');
    expect(asked("another")).to.equal(0);
  });

  it("wrong arguments and wrong settings are named in a preview, all at once, and no password; a destroy asks nothing", async () => {
    const before = engine.cloud.requests.length;
    const previewed = async (resources: Readonly<Record<string, YamlResource>>) => {
      writeYaml(project.folder, { resources });
      const { ok, screen } = await project.start(["preview"]).ended;
      expect(ok, screen).to.equal(false);
      return screen;
    };
    const wrong = { instanceId: "a b", projectId: "", endpoint: "https://user:pass-word@h", region: "x y" };
    expect(await previewed({ wrong: { properties: wrong } }))
      .to.include("property instanceId value {a b} has a problem: must be 1 to 64 letters")
      .and.include("property projectId value {} has a problem: must be 1 to 64 letters")
      .and.include("property region value {x y} has a problem: must be letters, digits and hyphens")
      .and.include("resource 'wrong' has a problem: endpoint must have no user, password")
      .and.not.include("pass-word");
    const prod = { type: "pulumi:providers:apig", properties: { polling: "fast", agencyDuration: 5 } };
    const orders = { properties: { instanceId: "orders" }, options: { provider: ref("prod") } };
    expect(await previewed({ prod, orders }))
      .to.include('the provider\'s polling must be eager or calm, not "fast"')
      .and.include("the provider's agencyDuration must be a whole number of seconds")
      .and.not.match(/apig:polling|stack config|pulumi config/);
    expect((await project.destroy()).ok).to.equal(true);
    expect(project.state.resources()).to.deep.equal([]);
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("asks nothing in a preview of new resources, of which one needs what is not known yet", async () => {
    const next = { properties: { instanceId: ref("fresh.startedAt") } };
    writeYaml(project.folder, { resources: { ...gatesOf({ fresh: {} }), next } });
    const before = engine.cloud.requests.length;
    const { screen } = await passes("preview");
    expect(screen).to.match(/\+ \d to create/);
    expect(engine.cloud.requests.length).to.equal(before);
  });
});
