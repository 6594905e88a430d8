import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { TerminalRun } from "../../tools/recording/terminal";
import { type CliRun, until } from "./helpers/cliRun";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, nativeToken, ref, yamlProject } from "./helpers/nativeProject";
import type { Project } from "./helpers/project";

const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;
const ready = { ...slow, end: 0 } as const;
const waits = ["one", "two", "three"];
const goOn = "Interrupted: run pulumi up again to continue waiting";

describe("the plugin while it waits", () => {
  let engine: Engine;
  let project: Project;
  before(async () => {
    ({ engine } = await nativeEngine({ speed: 1 }));
    const needing = { properties: { instanceId: "second", triggers: [ref("one.status")] } };
    const resources = { ...gatesOf({ one: {}, two: {}, three: {} }), needing };
    project = await yamlProject(engine, "gate", { resources });
  });
  after(() => engine.stop());

  /** Starts an update and returns once each gateway was polled twice. */
  async function waiting() {
    for (const gateway of waits) engine.cloud.setGateway(gateway, slow);
    const before = engine.polls();
    const run = project.startUp();
    await until(`each is polled: ${run.screen}`, () => engine.polls() - before >= 2 * waits.length);
    expect(project.providers()).not.to.have.length(0);
    return run;
  }

  it("Ctrl-C ends every wait, with nothing pending; also one whose request hangs", async () => {
    const run = await waiting();
    engine.cloud.setGateway("two", { ...slow, faults: [{ kind: "hang" }] });
    run.interrupt();
    const began = Date.now();
    const { code, screen } = await run.ended;
    // Far from the end of any wait, on a slow machine too.
    expect(Date.now() - began).to.be.lessThan(10_000);
    if (process.env.APIG_TEST_TIMES) console.log(`Ctrl-C: ${Date.now() - began} ms`);
    expect(code).not.to.equal(0);
    expect(screen).to.contain(goOn);
    expect(project.state.pending()).to.deep.equal([]);
    for (const gateway of waits) {
      const { initErrors = [], outputs } = project.state.resource(gateway) ?? {};
      expect(initErrors.join()).to.contain(goOn).and.contain("last seen creating at 30%");
      expect(outputs).to.include({ status: "creating", progress: 30 });
    }
    expect(project.state.resource("needing")).to.equal(undefined);
    await until("no process left", () => engine.processes().length === 0, 5_000);
  });

  it("ends its process within 15 s of the CLI's death; then cancel and up go on", async () => {
    const run = await waiting();
    run.signal("SIGKILL");
    await run.ended;
    await until("the plugin ends", () => project.providers().length === 0, 40_000);
    const polls = engine.polls();
    for (const gateway of [...waits, "second"]) engine.cloud.setGateway(gateway, ready);
    expect((await project.start(["cancel", "--yes"]).ended).ok).to.equal(true);
    expect(engine.polls(), "no request of a process that nobody waits for").to.equal(polls);
    const up = await project.up();
    expect(up.ok, up.screen).to.equal(true);
    for (const name of [...waits, "needing"]) {
      expect(project.state.resource(name)?.outputs).to.include({ status: "success" });
      expect(project.state.resource(name)?.initErrors).to.equal(undefined);
    }
  });

  it("shows the percentage on the resource's own row of a terminal of 80 columns", async () => {
    const times = { ...slow, end: 9, steps: [[0, 30] as const, [4, 80] as const] };
    engine.cloud.setGateway("orders", times);
    const row = await yamlProject(engine, "row", { resources: gatesOf({ orders: {} }) });
    const options = { cwd: row.folder, env: { ...row.env, CI: "" }, columns: 80, rows: 30 };
    const run = new TerminalRun("pulumi", ["up", "--yes", "--skip-preview", "--stack=dev"], options);
    const shown = new Set<string>();
    let widest = 0;
    const collect = setInterval(() => {
      for (const line of run.lines()) {
        const [, info] = new RegExp(`${nativeToken} +orders +creat\\S+ \\([^)]*\\)\\.* +(.*)`).exec(line) ?? [];
        if (info) shown.add(info);
        widest = Math.max(widest, line.length);
      }
    }, 50);
    const { code } = await run.ended.finally(() => clearInterval(collect));
    expect(code, run.lines().join("\n")).to.equal(0);
    expect([...shown].join("\n"))
      .to.match(/^30%/m)
      .and.match(/^80%/m);
    expect(widest).to.be.at.most(80);
  });
});

/** Its runs in all their ways are tested at the wire. */
describe("one plugin for several runs (PULUMI_DEBUG_PROVIDERS)", () => {
  let engine: Engine;
  let plugin: ChildProcess;
  let port = "";
  before(async () => {
    ({ engine } = await nativeEngine({ speed: 1 }));
    // It has no credential of its own.
    const env = engine.environment({ HW_AUTH_TOKEN: "", HW_PROJECT_ID: "" });
    const file = join(__dirname, "../../dist/plugin/plugin.js");
    plugin = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
    plugin.stdout?.on("data", (chunk) => {
      port += chunk;
    });
    await until("the plugin tells its port", () => port.endsWith("\n"));
  });
  after(async () => {
    plugin.kill();
    await engine.stop();
  });

  it("a plugin that was started by hand serves each run with the settings of its stack: Ctrl-C ends one, another goes on", async () => {
    const { url, token, projectId } = engine.cloud;
    const endpoints = { first: url, second: url.replace("127.0.0.1", "localhost") };
    const [first, second] = (await Promise.all(
      Object.entries(endpoints).map(async ([name, endpoint]) => {
        engine.cloud.setGateway(name, slow);
        const config = { "apig:authToken": token, "apig:projectId": projectId, "apig:endpoint": endpoint };
        const env = { PULUMI_DEBUG_PROVIDERS: `apig:${port.trim()}` };
        const project = await yamlProject(engine, name, { resources: gatesOf({ [name]: {} }) }, { config, env });
        const run = project.startUp();
        await until(`it is polled: ${run.screen}`, () => engine.asked(name).length >= 2);
        return { name, project, run };
      }),
    )) as [Attached, Attached];
    first.run.interrupt();
    expect((await first.run.ended).screen).to.include(goOn);
    for (const name of Object.keys(endpoints)) engine.cloud.setGateway(name, ready);
    for (const { ok, screen } of [await first.project.up(), await second.run.ended]) expect(ok, screen).to.equal(true);
    const stored = [first, second].map(({ name, project }) => project.state.resource(name)?.outputs?.endpoint);
    expect(stored).to.deep.equal(Object.values(endpoints));
    expect(plugin.exitCode).to.equal(null);
  });
});

interface Attached {
  readonly name: string;
  readonly project: Project;
  readonly run: CliRun;
}
