import { lookup } from "node:dns/promises";
import { availableParallelism } from "node:os";
import { expect } from "chai";
import { TerminalRun } from "../../tools/recording/terminal";
import { until } from "./helpers/cliRun";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const times = {
  steps: [
    [0, 30],
    [3, 80],
  ],
  end: 6,
  status: "success",
} as const;

/** Waits alone: another resource with a longer type would take the place of the messages. */
const waits = `
  const apig = require("pulumi-apig");
  for (const instanceId of process.env.GATEWAYS.split(",")) new apig.GatewayReadiness(instanceId, { instanceId });`;

interface Row {
  readonly name: string;
  readonly status: string;
  readonly info: string;
}

function rowsOf(lines: readonly string[]): Row[] {
  return lines.flatMap((line) => {
    const [, name, status, info] = /apig:Ready +(g\d+) +(\w+) \([^)]*\)\.* *(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, status: status as string, info: (info as string).trim() }];
  });
}

describe("the screens of many waits", () => {
  let project: Project;
  afterEach(() => project.engine.stop());

  for (const [count, columns] of [
    [40, 80],
    [12, 100],
  ] as const) {
    it(`gateways at ${columns} columns, ${count} of them: each row shows its progress, and none flickers`, async () => {
      const names = Array.from({ length: count }, (_, index) => `g${index + 1}`);
      const gateways = Object.fromEntries(names.map((name) => [name, times]));
      project = await waitingProject({ gateways, programText: waits });
      const env = { ...project.env, GATEWAYS: names.join(","), CI: "" };
      const options = { cwd: project.folder, env, columns, rows: 50 };
      const run = new TerminalRun("pulumi", ["up", "--yes", "--skip-preview"], options);
      const told = new Map<string, string[]>(names.map((name) => [name, []]));
      let widest = 0;
      const poll = () => {
        const lines = run.lines();
        widest = Math.max(widest, ...lines.map((line) => line.length));
        for (const { name, status, info } of rowsOf(lines)) {
          const all = told.get(name);
          if (status !== "creating" || info === all?.at(-1) || (info === "" && all?.length === 0)) continue;
          all?.push(info);
        }
      };
      const timer = setInterval(poll, 50);
      const { code } = await run.ended.finally(() => clearInterval(timer));
      expect(code, run.lines().join("\n")).to.equal(0);
      expect(widest).to.be.at.most(columns);
      for (const [name, infos] of told) {
        expect(infos.join("\n"), name).to.contain("30%").and.to.contain("80%");
        expect(infos, `${name} is never empty again`).not.to.include("");
        const levels = infos.flatMap((info) => /\d+(?=%)/.exec(info)?.map(Number) ?? []);
        expect(levels, name).to.deep.equal([...levels].sort((one, other) => one - other));
      }
      const queues = [...told.values()].filter((infos) => infos.some((info) => info.includes("others may q")));
      const full = count >= 4 * availableParallelism();
      expect(queues.length, "one row says that others may queue").to.equal(full ? 1 : 0);
    });
  }

  it("a host that does not exist is named at once, and again after Ctrl-C", async function () {
    const endpoint = "https://apig.eu-dee.invalid";
    // Where no DNS server answers, this machine cannot know that there is no such host.
    const code = await lookup(new URL(endpoint).host).catch((error: NodeJS.ErrnoException) => error.code);
    if (code !== "ENOTFOUND") this.skip();
    const programText = `
      const apig = require("pulumi-apig");
      new apig.GatewayReadiness("orders", { instanceId: "gw", endpoint: "${endpoint}" });`;
    project = await waitingProject({ programText });
    const env = { ...project.env, CI: "" };
    const run = new TerminalRun("pulumi", ["up", "--yes", "--skip-preview"], {
      ...{ cwd: project.folder, env, columns: 100, rows: 30 },
    });
    const screen = () => run.lines().join("\n");
    await until("the row", () => /apig:Ready +orders/.test(screen()));
    await until("the host", () => screen().includes("no such host apig.eu-dee.invalid"), 20_000);
    run.type("\x03");
    await run.ended;
    // The error is longer than a line.
    expect(run.lines().join("")).to.contain("last problem: no such host apig.eu-dee.invalid");
  });
});
