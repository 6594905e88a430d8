import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type CliRun, until } from "./helpers/cliRun";
import { pendingWaits, recover } from "./helpers/guide";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;

/** One update, whose engine is first stopped for longer than a dead one is waited for, and then killed. */
describe("a dead engine", () => {
  let project: Project;
  let run: CliRun;
  before(async () => {
    project = await waitingProject({ gateways: { one: slow, two: { ...slow, end: 10 } } });
    run = project.startUp({ GATEWAYS: "one,two" });
    await until(`a poll of each: ${run.screen}`, () => project.engine.polls() >= 2);
    expect(project.providers()).to.have.length(2); // the launcher's shell, and the process
  });
  after(() => project.engine.stop());

  it("is not what a stopped engine is: the waits go on", async () => {
    run.signal("SIGSTOP");
    await sleep(20_000);
    expect(project.providers()).to.have.length(2);
    run.signal("SIGCONT");
    const made = () => project.engine.asked("two").some(({ method }) => method === "POST");
    await until(`the engine goes on with what was ready meanwhile: ${run.screen}`, made);
    expect(project.state.resource("two")?.outputs).to.include({ status: "success" });
    const polls = project.engine.asked("one").length;
    await until("the other wait goes on", () => project.engine.asked("one").length > polls);
  });

  it("ends its provider process within 15 s, and what the guide says is enough", async () => {
    run.signal("SIGKILL");
    await run.ended;
    const took = await until("the providers end", () => project.providers().length === 0, 40_000);
    expect(took, "not at once: one refusal proves nothing").to.be.greaterThan(4_000);
    // The engine cannot know what became of the operation that it had begun, and says so until it is told to forget it.
    expect(pendingWaits(project)).to.have.length(1);
    const screen = await recover(project, "The CLI was killed", ["one", "two"]);
    expect(screen).to.contain("1 pending operations");
  });
});
