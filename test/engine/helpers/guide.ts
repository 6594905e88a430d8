import { readFileSync } from "node:fs";
import { expect } from "chai";
import { until } from "./cliRun";
import { typeToken } from "./engine";
import type { Project } from "./project";

const guide = readFileSync("docs/troubleshooting.md", "utf8");
const ready = { steps: [], end: 0, status: "success" } as const;

/**
 * Makes the gateways ready, types what a section of the troubleshooting guide says, and answers the CLI's questions with
 * yes. Expects that all is well afterwards. Returns what the CLI printed.
 */
export async function recover(project: Project, section: string, gateways: readonly string[]): Promise<string> {
  const { state, engine } = project;
  for (const gateway of gateways) engine.cloud.setGateway(gateway, ready);
  let screens = "";
  for (const [command = "", ...args] of typed(section)) {
    const yes = command === "cancel" ? ["--yes"] : ["--yes", "--skip-preview"];
    const { ok, screen } = await project.start([command, ...args, ...yes], { GATEWAYS: gateways.join() }).ended;
    expect(ok, screen).to.equal(true);
    screens += screen;
  }
  for (const gateway of gateways) {
    expect(state.resource(gateway)?.outputs).to.include({ status: "success" });
    expect(state.resource(gateway)?.initErrors ?? []).to.deep.equal([]);
    expect(engine.asked(gateway).filter(({ method }) => method === "POST")).to.have.length(1);
  }
  expect(pendingWaits(project)).to.deep.equal([]);
  await until("no provider process left", () => project.providers().length === 0);
  return screens;
}

/** Waits of which the engine does not know how they ended. */
export const pendingWaits = ({ state }: Project): unknown[] =>
  state.pending().filter(({ resource }) => resource.type === typeToken);

function typed(section: string): string[][] {
  const text = guide.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  const commands = [...text.matchAll(/^ {4}pulumi (.*)$/gm)].map(([, args = ""]) => args.split(" "));
  expect(commands, section).not.to.have.length(0);
  return commands;
}
