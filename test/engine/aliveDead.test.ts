import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { until } from "./helpers/cliRun";
import { kill } from "./helpers/processes";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;
const ready = { steps: [], end: 0, status: "success" } as const;

describe("a dead engine", () => {
  let project: Project;
  beforeEach(async () => {
    project = await waitingProject({ gateways: { one: slow } });
  });
  afterEach(() => project.engine.stop());

  it("ends its provider process within 15 s, and pulumi cancel and up go on", async () => {
    const run = project.startUp({ GATEWAYS: "one" });
    await until("a look", () => project.engine.looks() > 0);
    expect(project.providers()).to.have.length(2); // the launcher's shell, and the process
    run.signal("SIGKILL");
    await run.ended;
    const took = await until("the providers end", () => project.providers().length === 0, 15_000);
    expect(took, "not at once: one refusal proves nothing").to.be.greaterThan(4_000);
    const looks = project.engine.looks();
    await sleep(3_000);
    expect(project.engine.looks(), "looks by nobody").to.equal(looks);

    await project.pulumi("cancel", "--yes");
    project.engine.cloud.setGateway("one", ready);
    const { code, screen } = await project.startUp({ GATEWAYS: "one" }).ended;
    expect(code, screen).to.equal(0);
    // The engine cannot know what became of the operation that it had begun, and says so until it is told to forget it.
    expect(screen).to.contain("pending operations");
    await project.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    expect(project.state.pending()).to.deep.equal([]);
  });

  it("is not what a stopped engine is: the wait goes on", async () => {
    const run = project.startUp({ GATEWAYS: "one" });
    await until("a look", () => project.engine.looks() > 0);
    run.signal("SIGSTOP");
    await sleep(20_000);
    run.signal("SIGCONT");
    expect(project.providers()).to.have.length(2);
    project.engine.cloud.setGateway("one", ready);
    const { code, screen } = await run.ended;
    expect(code, screen).to.equal(0);
  });

  it("is not what a crashed provider is: the update fails at once, and up goes on", async () => {
    const run = project.startUp({ GATEWAYS: "one" });
    await until("a look", () => project.engine.looks() > 0);
    for (const { pid } of project.providers()) kill(pid);
    const failed = await run.ended;
    expect(failed.code).not.to.equal(0);
    project.engine.cloud.setGateway("one", ready);
    const { code, screen } = await project.startUp({ GATEWAYS: "one" }).ended;
    expect(code, screen).to.equal(0);
  });
});
