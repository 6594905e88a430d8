import type { EngineEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { TerminalRun } from "../../tools/recording/terminal";
import { until } from "./helpers/cliRun";
import { typeToken } from "./helpers/engine";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const times = {
  steps: [
    [0, 30],
    [8, 40],
    [12, 80],
  ],
  end: 20,
  status: "success",
} as const;
const outage = { kind: "status", status: 503, turns: [6, 7, 8] } as const;

describe("the status row", () => {
  let project: Project;
  afterEach(() => project.engine.stop());

  /** Every message on the row of this gateway. */
  const told = (events: readonly EngineEvent[], gateway: string) =>
    events.flatMap(({ diagnosticEvent: told }) => (told?.urn?.endsWith(`${typeToken}::${gateway}`) ? [told] : []));

  it("tells in a log what changes, once, and nothing that stays", async () => {
    project = await waitingProject({ gateways: { one: times, two: { ...times, faults: [outage] } } });
    const { code, screen, events } = await project.startUp({ GATEWAYS: "one,two" }).ended;
    expect(code, screen).to.equal(0);
    const lines = told(events, "one").map(({ message }) => message.replace(/<\{%[a-z]*%\}>/g, "").trim());
    expect(lines[0]).to.match(/^30%, creating for \d+s$/);
    expect(lines[1]).to.match(/^40%, about 10s left, creating for \d+s$/);
    expect(lines.at(-1)).to.match(/^ready after 20s$/);
    expect(lines.length, "lines").to.be.at.most(4);
    expect(project.engine.looks(), "looks at both").to.be.greaterThan(lines.length * 2);
    expect(told(events, "one").every(({ ephemeral }) => ephemeral)).to.equal(true);
    const problems = told(events, "two").filter(({ message }) => message.includes("503"));
    expect(problems).to.have.length(1);
    expect(problems[0]?.message).to.match(/503 from the API, trying again in \d s/);
    expect(screen).not.to.contain("Diagnostics");
  });

  it("is on the resource's own row of a terminal, up to date between looks", async () => {
    project = await waitingProject({ gateways: { one: times, two: { ...times, faults: [outage] } } });
    // A person's terminal, also where the tests run in CI.
    const env = { ...project.env, GATEWAYS: "one,two", CI: "" };
    const options = { cwd: project.folder, env, columns: 130, rows: 30 };
    const run = new TerminalRun("pulumi", ["up", "--yes", "--skip-preview"], options);
    const shown = new Map<string, Set<string>>([
      ["one", new Set()],
      ["two", new Set()],
    ]);
    let widest = 0;
    const collect = setInterval(() => {
      for (const line of run.lines()) {
        const [, gateway = "", info = ""] = /apig:Ready +(one|two) +\S+ \([^)]*\)\.* +(.*)/.exec(line) ?? [];
        if (info) shown.get(gateway)?.add(info);
        widest = Math.max(widest, line.length);
      }
    }, 50);
    const { code } = await run.ended.finally(() => clearInterval(collect));
    const one = [...(shown.get("one") ?? [])];
    const two = [...(shown.get("two") ?? [])];
    expect(code).to.equal(0);
    expect(one.join("\n"))
      .to.match(/30%, creating for \ds/)
      .and.match(/ready after 20s/);
    const atOneLevel = ["30%", "40%", "80%"].map((level) => one.filter((info) => info.startsWith(level)).length);
    expect(Math.max(...atOneLevel), "updates while nothing changes").to.be.at.least(2);
    expect(two.join("\n")).to.match(/503 from the API, trying again in \d s/);
    expect(widest).to.be.at.most(130);
    expect(run.lines().join("\n"), "what stays").not.to.match(/creating for|503/);
  });

  it("Ctrl-C typed at the terminal ends the update", async () => {
    project = await waitingProject({ gateways: { one: { ...times, end: 600 } } });
    const options = { cwd: project.folder, env: { ...project.env, GATEWAYS: "one" }, columns: 130, rows: 30 };
    const run = new TerminalRun("pulumi", ["up", "--yes", "--skip-preview"], options);
    await until("a look", () => project.engine.looks() > 0);
    const began = Date.now();
    run.type("\x03");
    const { code } = await run.ended;
    expect(Date.now() - began).to.be.lessThan(2_000);
    expect(code).not.to.equal(0);
    expect(run.lines().join("\n")).to.contain("interrupted; run pulumi up again to go on waiting");
  });
});
