import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { until } from "./helpers/cliRun";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, yamlProject } from "./helpers/nativeProject";
import type { Project, ProjectOptions } from "./helpers/project";

const pluginFile = join(__dirname, "../../dist/plugin/plugin.js");
const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;
const ready = { ...slow, end: 0 } as const;

describe("one plugin that is started by hand (PULUMI_DEBUG_PROVIDERS)", () => {
  let engine: Engine;
  let plugin: ChildProcess;
  let port = "";
  before(async () => {
    ({ engine } = await nativeEngine({ speed: 1, gateways: { ready } }));
    // It has no credential of its own.
    const env = engine.environment({ HW_AUTH_TOKEN: "", HW_PROJECT_ID: "" });
    plugin = spawn(process.execPath, [pluginFile], { env, stdio: ["ignore", "pipe", "inherit"] });
    plugin.stdout?.on("data", (chunk) => {
      port += chunk;
    });
    await until("the plugin tells its port", () => port.endsWith("\n"));
  });
  after(async () => {
    plugin.kill();
    await engine.stop();
  });

  /** A stack whose config has the credential, run with that plugin. */
  function projectOf(name: string, gateways: readonly string[], config: ProjectOptions["config"] = {}) {
    const { token, projectId } = engine.cloud;
    const own = { "apig:authToken": token, "apig:projectId": projectId, ...config };
    const resources = gatesOf(Object.fromEntries(gateways.map((gateway) => [gateway, {}])));
    const env = { PULUMI_DEBUG_PROVIDERS: `apig:${port.trim()}` };
    return yamlProject(engine, name, { resources }, { config: own, env });
  }
  async function waiting(project: Project, gateway: string) {
    engine.cloud.setGateway(gateway, slow);
    const run = project.startUp();
    await until(`it is polled: ${run.screen}`, () => engine.asked(gateway).length >= 2);
    return run;
  }
  const endpointOf = (project: Project) => project.state.resource("ready")?.outputs?.endpoint;

  it("serves one run after another, each with the settings of its own stack", async () => {
    const elsewhere = engine.cloud.url.replace("127.0.0.1", "localhost");
    const first = await projectOf("first", ["ready"]);
    const second = await projectOf("second", ["ready"], {
      "apig:authToken": "wrong-token",
      "apig:endpoint": elsewhere,
    });
    for (const run of [await first.up(), await first.up("--refresh")]) expect(run.ok, run.screen).to.equal(true);
    const refused = await second.up();
    expect([refused.ok, refused.screen.includes("refused")], refused.screen).to.deep.equal([false, true]);
    await second.pulumi("config", "set", "--secret", "apig:authToken", engine.cloud.token);
    const accepted = await second.up();
    expect(accepted.ok, accepted.screen).to.equal(true);
    expect([first, second].map(endpointOf)).to.deep.equal([engine.cloud.url, elsewhere]);
  });

  it("Ctrl-C ends one run while another goes on, and the next one of the same stack too", async () => {
    const [one, two] = [await projectOf("one", ["gate-one"]), await projectOf("two", ["gate-two"])];
    const [stopped, goesOn] = [await waiting(one, "gate-one"), await waiting(two, "gate-two")];
    stopped.interrupt();
    expect((await stopped.ended).screen).to.include("interrupted; run pulumi up again");
    for (const gateway of ["gate-one", "gate-two"]) engine.cloud.setGateway(gateway, ready);
    for (const run of [await one.up(), await goesOn.ended]) expect(run.ok, run.screen).to.equal(true);
    expect(two.state.resource("gate-two")?.outputs).to.include({ status: "success" });
  });

  it("lives on when an engine is killed: its waits end, those of others do not", async () => {
    const [one, two] = [await projectOf("killed", ["gate-three"]), await projectOf("alive", ["gate-four"])];
    const [killed, goesOn] = [await waiting(one, "gate-three"), await waiting(two, "gate-four")];
    killed.signal("SIGKILL");
    await killed.ended;
    const lately = () => engine.cloud.requests.map(({ gatewayId }) => gatewayId).slice(-3);
    await until("its wait ends", () => !lately().includes("gate-three"), 90_000);
    engine.cloud.setGateway("gate-four", ready);
    const { ok, screen } = await goesOn.ended;
    expect(ok, screen).to.equal(true);
    expect(plugin.exitCode).to.equal(null);
  });
});
