import { expect } from "chai";
import { TerminalRun } from "../../tools/recording/terminal";
import { type Ended, until } from "./helpers/cliRun";
import { typeToken } from "./helpers/engine";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const times = {
  steps: [
    [0, 30],
    [5, 40],
    [9, 80],
  ],
  end: 15,
  status: "success",
} as const;
const outage = { kind: "status", status: 503, turns: [3, 4, 5] } as const;
const gateways = { one: times, two: { ...times, faults: [outage] }, never: { ...times, end: 600 } };

/** The same gateways for a log and for a terminal, at the same time: the waits are real. */
describe("the status row", () => {
  let log: Project;
  let logged: Promise<Ended>;
  let terminal: Project;
  before(async () => {
    [log, terminal] = await Promise.all([waitingProject({ gateways }), waitingProject({ gateways })]);
    logged = log.startUp({ GATEWAYS: "one,two" }).ended;
  });
  after(() => Promise.all([log.engine.stop(), terminal.engine.stop()]));

  it("is on the resource's own row of a terminal; Ctrl-C typed there ends the update", async () => {
    // A person's terminal, also where the tests run in CI.
    const env = { ...terminal.env, GATEWAYS: "one,two,never", CI: "" };
    const options = { cwd: terminal.folder, env, columns: 120, rows: 30 };
    const run = new TerminalRun("pulumi", ["up", "--yes", "--skip-preview"], options);
    const shown: Record<string, string[]> = { one: [], two: [] };
    let widest = 0;
    const collect = setInterval(() => {
      for (const line of run.lines()) {
        const [, gateway = "", info = ""] = /apig:Ready +(one|two) +\S+ \([^)]*\)\.* +(.*)/.exec(line) ?? [];
        if (info && !shown[gateway]?.includes(info)) shown[gateway]?.push(info);
        widest = Math.max(widest, line.length);
      }
    }, 50);
    const both = () => run.lines().filter((line) => /group-(one|two) +created/.test(line)).length === 2;
    await until("both gateways get ready", both, 90_000).finally(() => clearInterval(collect));
    const { one = [], two = [] } = shown;
    // That it is ready, the screen may show too short to be seen here; the log below has it.
    expect(one.join("\n")).to.match(/^30%, takes 5-8 min usually \(one\)\n(.*\n)*80%, takes/);
    expect(two.join("\n")).to.match(/30%, HTTP 503/);
    expect(widest).to.be.at.most(120);

    const began = Date.now();
    run.type("\x03");
    const { code } = await run.ended;
    expect(Date.now() - began, "long before the wait would have ended").to.be.lessThan(60_000);
    expect(code).not.to.equal(0);
    const left = run.lines();
    expect(left.join("\n")).to.contain("Interrupted: run pulumi up again to continue waiting");
    const rows = left.filter((line) => /apig:Ready +(one|two) /.test(line));
    expect(rows).to.have.length(2);
    expect(rows.join("\n"), "what stays").not.to.match(/takes|503/);
  });

  it("shows each change once in a log, and leaves nothing in the summary", async () => {
    const { ok, screen, events } = await logged;
    expect(ok, screen).to.equal(true);
    /** Every message on the row of this gateway. */
    const told = (gateway: string) =>
      events.flatMap(({ diagnosticEvent: told }) => (told?.urn?.endsWith(`${typeToken}::${gateway}`) ? [told] : []));
    const lines = told("one").map(({ message }) => message.replace(/<\{%[a-z]*%\}>/g, "").trim());
    expect(lines[0]).to.equal("30%, takes 5-8 min usually (one)");
    expect(lines.slice(0, -1).join(), "a running time").not.to.match(/\ds\b/);
    expect(lines.at(-1)).to.equal("ready, 15s (one)");
    expect(lines.length, "lines").to.be.at.most(4);
    expect(log.engine.polls(), "polls of both").to.be.greaterThan(lines.length * 2);
    expect(told("one").every(({ ephemeral }) => ephemeral)).to.equal(true);
    const problems = told("two").filter(({ message }) => message.includes("503"));
    expect(problems).to.have.length(1);
    expect(problems[0]?.message).to.match(/30%, HTTP 503.*, trying again \(two\)/);
    expect(screen).not.to.contain("Diagnostics");
  });
});
