import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type CliRun, until } from "./helpers/cliRun";
import { kill } from "./helpers/processes";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;
const ready = { steps: [], end: 0, status: "success" } as const;
const guide = readFileSync("docs/troubleshooting.md", "utf8");

/** What a section of the troubleshooting guide says to type. */
function typed(section: string): string[][] {
  const text = guide.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  const commands = [...text.matchAll(/^ {4}pulumi (.*)$/gm)].map(([, args = ""]) => args.split(" "));
  expect(commands, section).not.to.have.length(0);
  return commands;
}

describe("after trouble, what the guide says is enough:", () => {
  let project: Project;
  let unmount = () => {};
  afterEach(async () => {
    unmount();
    unmount = () => {};
    await project.engine.stop();
  });

  async function waiting(): Promise<CliRun> {
    const run = project.startUp({ GATEWAYS: "one" });
    await until(`a look: ${run.screen}`, () => project.engine.looks() > 0);
    return run;
  }

  /** Types what the guide says, and answers the CLI's questions with yes. */
  async function recover(section: string): Promise<string> {
    project.engine.cloud.setGateway("one", ready);
    let screens = "";
    for (const [command = "", ...args] of typed(section)) {
      const yes = command === "cancel" ? ["--yes"] : ["--yes", "--skip-preview"];
      const { ok, screen } = await project.start([command, ...args, ...yes], { GATEWAYS: "one" }).ended;
      expect(ok, screen).to.equal(true);
      screens += screen;
    }
    const kept = project.state.resource("one");
    expect(kept?.outputs).to.include({ status: "success" });
    expect(kept?.initErrors ?? []).to.deep.equal([]);
    expect(project.engine.cloud.requests.filter(({ method }) => method === "POST")).to.have.length(1);
    await until("no provider process left", () => project.providers().length === 0, 5_000);
    return screens;
  }

  const pendingWaits = async () => project.state.pending().filter((it) => JSON.stringify(it).includes("Gateway"));

  it("the update was stopped", async () => {
    project = await waitingProject({ gateways: { one: slow } });
    const run = await waiting();
    run.interrupt();
    await run.ended;
    await recover("The update was stopped");
    expect(await pendingWaits()).to.deep.equal([]);
  });

  it("the provider process crashed", async () => {
    project = await waitingProject({ gateways: { one: slow } });
    const run = await waiting();
    for (const { pid } of project.providers()) kill(pid);
    expect((await run.ended).code).not.to.equal(0);
    await recover("The provider process crashed");
  });

  it("the CLI was killed", async () => {
    project = await waitingProject({ gateways: { one: slow } });
    const run = await waiting();
    run.signal("SIGKILL");
    await run.ended;
    await until("the providers end", () => project.providers().length === 0, 15_000);
    expect(await pendingWaits()).to.have.length(1);
    const screen = await recover("The CLI was killed");
    expect(screen).to.contain("1 pending operations");
    expect(await pendingWaits()).to.deep.equal([]);
  });

  it("the disk was full", async () => {
    let folder = "";
    const prepare = (state: string) => {
      folder = state;
      unmount = smallDisk(state);
    };
    project = await waitingProject({ gateways: { one: slow }, prepare });
    const run = await waiting();
    const free = fill(folder);
    project.engine.cloud.setGateway("one", ready);
    const { code, screen } = await run.ended;
    expect(code).not.to.equal(0);
    expect(screen).to.match(/no space left on device|permission denied/);
    free();
    await recover("The disk was full");
  });

  it("the network was away for longer than the timeout", async () => {
    project = await waitingProject({ gateways: { one: { ...slow, faults: [{ kind: "reset", from: 2 }] } } });
    const { code, screen } = await project.startUp({ GATEWAYS: "one", TIMEOUT: "6s" }).ended;
    expect(code).not.to.equal(0);
    expect(screen).to.contain("last seen creating at 30%").and.to.contain("Run pulumi up again");
    await recover("The network was away");
    expect(await pendingWaits()).to.deep.equal([]);
  });

  it("the network was away for a minute: the update goes on by itself", async () => {
    const faults = [
      { kind: "reset", from: 20, to: 50 },
      { kind: "hang", from: 50, to: 80 },
    ] as const;
    project = await waitingProject({ speed: 6, gateways: { one: { ...slow, end: 90, faults } } });
    const { code, screen } = await project.startUp({ GATEWAYS: "one" }).ended;
    expect(code, screen).to.equal(0);
    expect(screen)
      .to.match(/no answer, trying again in \d+ s/)
      .and.to.match(/ready after 1m30s/);
  });
});

/** A disk of one mebibyte where the machine lets us make one; else nothing, and `fill` takes away the right to write. */
function smallDisk(folder: string): () => void {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
    return () => execFileSync("umount", ["-l", folder]);
  } catch {
    return () => chmodSync(folder, 0o755);
  }
}

function fill(folder: string): () => void {
  const small = readFileSync("/proc/mounts", "utf8").includes(` ${folder} tmpfs `);
  if (!small) {
    const places = [folder, join(folder, ".pulumi", "stacks", "gate")];
    for (const place of places) chmodSync(place, 0o555);
    return () => places.forEach((place) => void chmodSync(place, 0o755));
  }
  const file = join(folder, "filler");
  const opened = openSync(file, "w");
  try {
    for (;;) writeSync(opened, Buffer.alloc(4_096));
  } catch {
    closeSync(opened); // ENOSPC: full.
  }
  return () => rmSync(file);
}
