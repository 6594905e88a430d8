import { expect } from "chai";
import { type CliRun, type Ended, until } from "./helpers/cliRun";
import { recover } from "./helpers/guide";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;
const goOn = /Interrupted: run pulumi (up|refresh) again to continue waiting/;
const gateways = ["one", "two", "three"];
/** Far from the end of any wait, on a slow machine too; docs/troubleshooting.md says two seconds. */
const soonMs = 10_000;

describe("stopping pulumi up", () => {
  let project: Project;
  before(async () => {
    project = await waitingProject();
  });
  beforeEach(() => {
    for (const gateway of gateways) project.engine.cloud.setGateway(gateway, slow);
  });
  after(() => project.engine.stop());

  /**
   * Starts a run, stops it once every gateway was polled, and checks all that holds after any stop. The first stops
   * the creation of the resources, the others the updates that go on with it.
   */
  async function stopped(stop: (run: CliRun) => void, args?: readonly string[]): Promise<Ended> {
    const { engine, state } = project;
    const pollsBefore = engine.polls();
    const env = { GATEWAYS: gateways.join() };
    const run = args ? project.start(args, env) : project.startUp(env);
    await until(`every gateway polled: ${run.screen}`, () => engine.polls() - pollsBefore >= gateways.length * 2);
    const began = Date.now();
    stop(run);
    const ended = await run.ended;
    expect(Date.now() - began, "milliseconds until the CLI ended").to.be.lessThan(soonMs);
    expect(ended.code).not.to.equal(0);
    expect(state.pending(), "pending operations").to.deep.equal([]);
    for (const gateway of gateways) {
      const kept = state.resource(gateway);
      expect(kept?.initErrors?.join()).to.match(goOn).and.to.contain("last seen creating at 30%");
      expect(kept?.outputs).to.include({ status: "creating", progress: 30 });
    }
    expect(state.resources().filter(({ urn }) => urn.includes("ApiGroup"))).to.deep.equal([]);
    expect(engine.cloud.requests.filter(({ method }) => method === "POST")).to.deep.equal([]);
    expect(ended.screen).to.match(goOn);
    await until("no process left", () => engine.processes().length === 0);
    return ended;
  }

  it("SIGTERM to the CLI ends every wait", async () => {
    await stopped((run) => run.signal("SIGTERM"));
  });

  it("SIGTERM to every process of the job does the same", async () => {
    await stopped((run) => {
      const providers = project.providers();
      run.signal("SIGTERM");
      for (const { pid } of providers) process.kill(pid, "SIGTERM");
    });
  });

  it("Ctrl-C ends every wait, also one whose request hangs", async () => {
    project.engine.cloud.setGateway("one", { ...slow, faults: [{ kind: "hang", from: 2 }] });
    const { code } = await stopped((run) => run.interrupt());
    expect(code).to.equal(await codeOfACancelledUpdate());
  });

  it("Ctrl-C ends a refresh that waits and keeps what was there, and the next up goes on", async () => {
    await stopped((run) => run.interrupt(), ["refresh", "--yes", "--skip-preview"]);
    await recover(project, "The update was stopped", gateways);
  });

  /** Of an update in which this package plays no part. */
  async function codeOfACancelledUpdate(): Promise<number | null> {
    const sleeper = `exports.handler = () => ({ create: () => new Promise((done) => setTimeout(done, 1500, { id: "x", outs: {} })) })`;
    const programText = `
      const pulumi = require("@pulumi/pulumi");
      class Sleeper extends pulumi.CustomResource {
        constructor(name, opts) { super("pulumi-nodejs:dynamic/test:Sleeper", name, { __provider: ${JSON.stringify(sleeper)} }, opts); }
      }
      new Sleeper("second", { dependsOn: new Sleeper("first") });`;
    const other = await waitingProject({ programText });
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
