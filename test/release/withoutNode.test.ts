import { expect } from "chai";
import { CliRun, type Ended, until } from "../engine/helpers/cliRun";
import { expectWaited, upDuringCreation } from "../engine/helpers/dependents";
import type { Engine } from "../engine/helpers/engine";
import { gatesOf, ref, writeYaml, yamlProject } from "../engine/helpers/nativeProject";
import type { Project } from "../engine/helpers/project";
import { archiveHere, engineWithoutNode, version } from "./helpers/withoutNode";

const ready = { steps: [[0, 30]], end: 100, status: "success" } as const;
const failed = { ...ready, end: 0, status: "failed", errorCode: "APIC.9218" } as const;

describe("the executable, where there is no Node.js", () => {
  let engine: Engine;
  let env: { PATH: string };
  let project: Project;
  before(async () => {
    ({ engine, env } = await engineWithoutNode({
      hosts: ["yaml"],
      gateways: { second: { ...ready, end: 0 }, failed },
    }));
    const resources = {
      ...gatesOf({ ready: {} }),
      after: { properties: { instanceId: "second", triggers: [ref("ready.status")] } },
    };
    project = await yamlProject(engine, "bare", { resources }, { env });
    const install = ["plugin", "install", "resource", "apig", version, "--file", archiveHere];
    const { ok, screen } = await project.run("pulumi", ...install);
    expect(ok, screen).to.equal(true);
  });
  after(() => engine.stop());

  /** A command of the installed plugin, as the CLI runs it. */
  const plugin = (...args: string[]): Promise<Ended> =>
    project.run("pulumi", "plugin", "run", "--kind", "resource", "apig", "--", ...args);
  const at = () => ["--no-stack", "--endpoint", engine.cloud.url];

  it("waits for a gateway, then lets what depends on it begin", async () => {
    const run = await upDuringCreation(project, "ready", ready);
    expect(run.ok, run.screen).to.equal(true);
    expect(run.screen).not.to.match(/experimental|single executable/i);
    expectWaited(project, run, "ready", "after");
    expect(project.state.resource("ready")?.outputs).to.include({ status: "success", creationSeconds: 100 });
  });

  it("serves also when the engine adds flags of its own before its address", async () => {
    engine.cloud.setGateway("logged", { steps: [[0, 30]] });
    writeYaml(project.folder, { resources: gatesOf({ ready: {}, logged: {} }) });
    const run = project.start(["up", "--yes", "--skip-preview", "--logtostderr", "--logflow", "-v=9"]);
    const isFlagged = () => project.providers().some(({ command }) => / -v=9 .*127\.0\.0\.1:\d+$/.test(command));
    await until("it runs with the flags, and polls", () => isFlagged() && engine.asked("logged").length > 0);
    engine.cloud.setGateway("logged", ready);
    const { ok, screen } = await run.ended;
    expect(ok, screen.slice(-2000)).to.equal(true);
  });

  it("checks the settings, also those of the stack (doctor)", async () => {
    const { screen, code } = await plugin("doctor", "ready");
    expect(screen)
      .to.match(/ok +stack config/)
      .and.include("ok     gateway");
    expect(code, screen).to.equal(0);
  });

  it("asks for a gateway (get) and waits for one (watch)", async () => {
    const got = await plugin("get", "second", ...at());
    expect([got.code, got.screen], got.screen).to.satisfy(
      ([code, screen]: [number, string]) => code === 0 && /^success /m.test(screen),
    );
    engine.cloud.setGateway("watched", ready);
    const watched = await plugin("watch", "watched", ...at());
    expect([watched.code, watched.screen.includes("ready, 1m40s")], watched.screen).to.deep.equal([0, true]);
    expect((await plugin("get", "failed", ...at())).screen).to.include("APIC.9218");
  });

  it("starts the emulator", async () => {
    const { process, ended } = new CliRun("pulumi", ["plugin", "run", "--kind", "resource", "apig", "--", "emulator"], {
      cwd: project.folder,
      env: project.env,
    });
    let printed = "";
    process.stdout?.on("data", (chunk) => {
      printed += chunk;
    });
    await until(`it tells its address: ${printed}`, () => /http:\/\/127/.test(printed));
    process.kill("SIGTERM");
    await ended;
  });

  it("refuses any other word, and to install itself", async () => {
    const nonsense = await plugin("nonsense");
    expect(nonsense.screen).to.include("unknown command 'nonsense'");
    expect(nonsense.code).to.equal(2);
    const install = await plugin("plugin", "install");
    expect([install.code, install.screen.includes("--file ARCHIVE")], install.screen).to.deep.equal([1, true]);
  });
});
