import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { extract } from "tar";
import { archiveName, platformOf } from "../../tools/release/platforms";
import { until } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import { gatesOf, yamlProject } from "../engine/helpers/nativeProject";
import { arm64OrSkip } from "./helpers/otherProcessor";
import { pluginFolder, version } from "./helpers/withoutNode";

const run = promisify(execFile);
const ready = { steps: [[0, 30]], end: 0, status: "success" } as const;

describe("the executable for linux-arm64", () => {
  let engine: Engine;
  let command: string[];
  let plugin: ChildProcess | undefined;
  before(async function () {
    const before = await arm64OrSkip(this);
    engine = await Engine.start({ hosts: ["yaml"], gateways: { gate: ready } });
    await extract({ file: join(pluginFolder, archiveName(version, platformOf("linux-arm64"))), cwd: engine.folder });
    command = [...before, join(engine.folder, "pulumi-resource-apig")];
  });
  after(async () => {
    plugin?.kill();
    await engine?.stop();
  });

  it("is this version, and asks for a gateway", async () => {
    const [program = "", ...args] = command;
    expect((await run(program, [...args, "--version"])).stdout).to.equal(`${version}\n`);
    const asking = [...args, "get", "gate", "--no-stack", "--endpoint", engine.cloud.url];
    expect((await run(program, asking, { env: engine.environment() })).stdout).to.match(/^success /);
  });

  it("serves a run of pulumi up", async () => {
    const [program = "", ...args] = command;
    let port = "";
    plugin = spawn(program, args, { env: engine.environment(), stdio: ["ignore", "pipe", "inherit"] });
    plugin.stdout?.on("data", (chunk) => {
      port += chunk;
    });
    await until("it tells its port", () => port.endsWith("\n"));
    const env = { PULUMI_DEBUG_PROVIDERS: `apig:${port.trim()}` };
    const project = await yamlProject(engine, "foreign", { resources: gatesOf({ gate: {} }) }, { env });
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(project.state.resource("gate")?.outputs).to.include({ status: "success" });
  });
});
