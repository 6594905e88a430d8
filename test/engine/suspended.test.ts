import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { until } from "./helpers/cliRun";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, yamlProject } from "./helpers/nativeProject";
import { waitingProject } from "./helpers/waitingProject";

/** Ready long after the timeout, while the machine is suspended. */
const late = { steps: [[0, 30]], end: 9, status: "success" } as const;
const timeout = "4s";
const suspendedMs = 11_000;

describe("a machine that is suspended past the timeout of a wait, while its gateway gets ready", () => {
  let engine: Engine;
  afterEach(() => engine.stop());

  /** Suspends these processes once the gateway was polled. */
  async function suspend(pids: () => readonly number[]): Promise<void> {
    await until("a poll", () => engine.asked("one").length > 0);
    const suspended = pids();
    expect(suspended).not.to.have.length(0);
    for (const pid of suspended) process.kill(pid, "SIGSTOP");
    await sleep(suspendedMs);
    for (const pid of suspended) process.kill(pid, "SIGCONT");
  }

  it("a provider process polls again when it goes on, and the gateway is ready", async () => {
    const programText = `const apig = require("pulumi-apig");
new apig.GatewayReadiness("one", { instanceId: "one" }, { customTimeouts: { create: "${timeout}" } });`;
    const project = await waitingProject({ programText });
    ({ engine } = project);
    engine.cloud.setGateway("one", late);
    const run = project.startUp();
    await suspend(() => project.providers().map(({ pid }) => pid));
    const { ok, screen } = await run.ended;
    expect(ok, screen).to.equal(true);
    expect(screen).not.to.match(/-\d+(\.\d+)? ?s/);
    expect(project.state.resource("one")?.outputs).to.include({ status: "success" });
  });

  it("the plugin does the same", async () => {
    ({ engine } = await nativeEngine({ speed: 1 }));
    const { one } = gatesOf({ one: {} });
    const resources = { one: { ...one, options: { customTimeouts: { create: timeout } } } };
    const project = await yamlProject(engine, "gate", { resources });
    engine.cloud.setGateway("one", late);
    const run = project.startUp();
    await suspend(() => project.providers().map(({ pid }) => pid));
    const { ok, screen } = await run.ended;
    expect(ok, screen).to.equal(true);
    expect(project.state.resource("one")?.outputs).to.include({ status: "success" });
  });

  it("watch does the same", async () => {
    const project = await waitingProject();
    ({ engine } = project);
    engine.cloud.setGateway("one", late);
    const command = [require.resolve("../../dist/cli/main.js"), "watch", "one", "--timeout", timeout];
    const env = engine.environment({ HW_PROJECT_ID: engine.cloud.projectId });
    const child = spawn(process.execPath, [...command, "--endpoint", engine.cloud.url], { cwd: engine.folder, env });
    let text = "";
    const add = (part: unknown) => {
      text += part;
    };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", add);
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    await suspend(() => [child.pid as number]);
    expect(await ended, text).to.equal(0);
    expect(text)
      .to.include("ready, ")
      .and.not.match(/-\d+(\.\d+)? ?s/);
  });
});
