import { expect } from "chai";
import { type CliRun, type Ended, until } from "./helpers/cliRun";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;
const ready = { steps: [], end: 0, status: "success" } as const;
const goOn = "interrupted; run pulumi up again to go on waiting";
const withinMs = 2_000;

describe("stopping pulumi up", () => {
  let project: Project;
  beforeEach(async () => {
    project = await waitingProject({ gateways: { one: slow, two: slow, three: slow } });
  });
  afterEach(() => project.engine.stop());

  /** Starts an update, stops it once every gateway was looked at, and checks all that holds after any stop. */
  async function stopped(stop: (run: CliRun) => void, gateways = ["one", "two", "three"]): Promise<Ended> {
    const run = project.startUp({ GATEWAYS: gateways.join() });
    await until(`every gateway looked at: ${run.screen}`, () => project.engine.looks() >= gateways.length * 2);
    const began = Date.now();
    stop(run);
    const ended = await run.ended;
    expect(Date.now() - began, "milliseconds until the CLI ended").to.be.lessThan(withinMs);
    const { state } = project;
    expect(state.pending(), "pending operations").to.deep.equal([]);
    for (const gateway of gateways) {
      const kept = state.resource(gateway);
      expect(kept?.initErrors?.join()).to.contain(goOn).and.to.contain("last seen creating at 30%");
      expect(kept?.outputs).to.include({ status: "creating", progress: 30 });
    }
    expect(state.resources().filter(({ urn }) => urn.includes("ApiGroup"))).to.deep.equal([]);
    expect(project.engine.cloud.requests.filter(({ method }) => method === "POST")).to.deep.equal([]);
    expect(ended.screen).to.contain(goOn);
    await until("no process left", () => project.engine.processes().length === 0, 5_000);
    return ended;
  }

  async function resumed(): Promise<void> {
    for (const gateway of ["one", "two", "three"]) project.engine.cloud.setGateway(gateway, ready);
    const { code, screen } = await project.startUp({ GATEWAYS: "one,two,three" }).ended;
    expect(code, screen).to.equal(0);
    expect(project.engine.cloud.requests.filter(({ method }) => method === "POST")).to.have.length(3);
  }

  it("Ctrl-C ends every wait, and the next up goes on", async () => {
    const { code } = await stopped((run) => run.interrupt());
    expect(code).to.equal(await codeOfACancelledUpdate());
    await resumed();
  });

  it("SIGTERM to the CLI does the same", async () => {
    await stopped((run) => run.signal("SIGTERM"));
    await resumed();
  });

  it("SIGTERM to every process of the job does the same", async () => {
    await stopped((run) => {
      const providers = project.providers();
      run.signal("SIGTERM");
      for (const { pid } of providers) process.kill(pid, "SIGTERM");
    });
    await resumed();
  });

  it("Ctrl-C ends a wait whose request hangs", async () => {
    project.engine.cloud.setGateway("one", { ...slow, faults: [{ kind: "hang", from: 2 }] });
    await stopped((run) => run.interrupt(), ["one", "two"]);
  });

  it("Ctrl-C ends a refresh that waits, and keeps what was there", async () => {
    await project.startUp({ GATEWAYS: "one", TIMEOUT: "2s" }).ended;
    const looks = project.engine.looks();
    const run = project.start(["refresh", "--yes", "--skip-preview"], { GATEWAYS: "one" });
    await until(`a look: ${run.screen}`, () => project.engine.looks() > looks);
    const began = Date.now();
    run.interrupt();
    const { code } = await run.ended;
    expect(Date.now() - began).to.be.lessThan(withinMs);
    expect(code).not.to.equal(0);
    expect(project.state.pending()).to.deep.equal([]);
    expect(project.state.resource("one")?.outputs).to.include({ progress: 30 });
    await resumed();
  });

  /** Of an update in which this package plays no part. */
  async function codeOfACancelledUpdate(): Promise<number | null> {
    const sleeper = `exports.handler = () => ({ create: () => new Promise((done) => setTimeout(done, 1500, { id: "x", outs: {} })) })`;
    const program = `
      const pulumi = require("@pulumi/pulumi");
      class Sleeper extends pulumi.CustomResource {
        constructor(name, opts) { super("pulumi-nodejs:dynamic/test:Sleeper", name, { __provider: ${JSON.stringify(sleeper)} }, opts); }
      }
      new Sleeper("second", { dependsOn: new Sleeper("first") });`;
    const other = await waitingProject({ programText: program });
    try {
      const run = other.startUp();
      await until("the first resource is being made", () => run.screen.includes("Sleeper first creating"));
      run.interrupt();
      const { code, screen } = await run.ended;
      expect(screen).not.to.contain("Sleeper second");
      return code;
    } finally {
      await other.engine.stop();
    }
  }
});
