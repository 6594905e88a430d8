import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { CliRun, until } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { copyExample, removeScratchFolders, scratchFolder, tarball, typedHere } from "../engine/helpers/installed";
import { typeInto } from "../engine/helpers/shell";

const read = (name: string) => parse(readFileSync(join("examples/ci", name), "utf8"));
const { jobs } = read("github.yml");
const job = read("gitlab.yml")["pulumi-up"];
/** The engine of the tests is on PATH already. */
const isOurs = (line: string) => !line.includes("get.pulumi.com") && !line.includes("/.pulumi/bin");
const steps: string[] = jobs.up.steps.flatMap(({ run = [] }: { run?: string | [] }) => run).filter(isOurs);
const script: string[] = [...job.before_script, ...job.script].filter(isOurs);
const secrets = ["PULUMI_CONFIG_PASSPHRASE", "HW_ACCESS_KEY", "HW_SECRET_KEY"];

describe("examples/ci, its lines typed where there is no terminal", function () {
  this.timeout(600_000);
  let engine: Engine;
  let env: NodeJS.ProcessEnv;
  before(async () => {
    engine = await Engine.start();
    const { HW_AUTH_TOKEN, ...rest } = engine.environment();
    const { accessKey, secretKey } = engine.cloud.credentials;
    env = { ...rest, HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey, CI: "true" };
  });
  after(async () => {
    await engine.stop();
    removeScratchFolders();
  });

  /** What a runner has checked out: a program with its lock file, and the stack's settings. */
  async function checkedOut(gatewayId: string): Promise<string> {
    const folder = copyExample("one-gateway", scratchFolder());
    const installed = await typeInto(folder, [typedHere(`npm install ${await tarball()}`)], env);
    expect(installed.ok, installed.screen).to.equal(true);
    engine.cloud.setGateway(gatewayId, { steps: [[0, 50]] });
    return writeFiles(folder, {
      "Pulumi.prod.yaml": { config: { "apig:endpoint": engine.cloud.url, "one-gateway:gatewayId": gatewayId } },
    });
  }

  /** As a runner starts a step: a script of its own in a shell of its own. */
  function start(cwd: string, lines: readonly string[]): CliRun {
    const file = join(scratchFolder(), "step.sh");
    writeFileSync(file, lines.join("\n"));
    // Each job has a backend of its own: both call their stack `prod`.
    return new CliRun("bash", ["-e", file], { cwd, env: { ...env, PULUMI_BACKEND_URL: `file://${cwd}` } });
  }

  const waits = (run: CliRun) =>
    until("the wait", () => run.screen.includes("50%") || run.process.exitCode !== null, 300_000);

  async function expectStopped(run: CliRun): Promise<void> {
    expect((await run.ended).ok).to.equal(false);
    // The shell may end before what it started.
    await until("every process ends", () => engine.processes().length === 0);
    expect(run.screen).to.include("Interrupted: run pulumi up again to continue waiting");
  }

  async function expectContinued(run: CliRun, gatewayId: string): Promise<void> {
    engine.cloud.setGateway(gatewayId, { steps: [[0, 50]], end: 0, status: "success" });
    const { ok, screen } = await run.ended;
    expect(ok, screen).to.equal(true);
    expect(screen, screen)
      .to.match(/YourResource|dynamic:Resource orders created/)
      .and.not.match(/lock|pending operation/);
  }

  it("GitHub: Ctrl-C to the step alone ends the wait well, and the next run goes on", async () => {
    const folder = await checkedOut("on-github");
    for (const step of steps.slice(0, -1)) {
      const { ok, screen } = await start(folder, [step]).ended;
      expect(ok, `${step}: ${screen}`).to.equal(true);
    }
    const up = start(folder, steps.slice(-1));
    await waits(up);
    up.signal("SIGINT");
    await expectStopped(up);
    await expectContinued(start(folder, steps.slice(-1)), "on-github");
  });

  it("GitLab: SIGTERM to every process of the job ends the wait well, and the next job goes on", async () => {
    const folder = await checkedOut("on-gitlab");
    const up = start(folder, script);
    await waits(up);
    process.kill(-(up.process.pid as number), "SIGTERM");
    await expectStopped(up);
    await expectContinued(start(folder, script), "on-gitlab");
  });

  it("have a time limit above that of the wait, one update at a time, and credentials that are no text", () => {
    const defaultTimeout = 60;
    expect(jobs.up["timeout-minutes"]).to.be.above(defaultTimeout);
    expect(Number.parseInt(job.timeout, 10)).to.be.above(defaultTimeout);
    expect(read("github.yml").concurrency["cancel-in-progress"]).to.equal(false);
    expect([job.resource_group, job.interruptible]).to.deep.equal(["prod", false]);
    for (const name of secrets) expect(jobs.up.env[name]).to.equal(`\${{ secrets.${name} }}`);
    for (const name of secrets) expect(job.variables).not.to.have.property(name);
  });
});
