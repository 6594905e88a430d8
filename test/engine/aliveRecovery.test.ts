import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type CliRun, until } from "./helpers/cliRun";
import { recover } from "./helpers/guide";
import { kill } from "./helpers/processes";
import type { Project } from "./helpers/project";
import { waitingProject } from "./helpers/waitingProject";

const slow = { steps: [[0, 30]], end: 600, status: "success" } as const;
const ready = { steps: [], end: 0, status: "success" } as const;

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
    await until(`a poll: ${run.screen}`, () => project.engine.polls() > 0);
    return run;
  }

  it("the provider process crashed", async () => {
    project = await waitingProject({ gateways: { one: slow } });
    const run = await waiting();
    for (const { pid } of project.providers()) kill(pid);
    expect((await run.ended).ok).to.equal(false);
    await recover(project, "The provider process crashed", ["one"]);
  });

  it("the disk was full", async () => {
    const prepare = (backend: string) => {
      unmount = smallDisk(backend);
    };
    project = await waitingProject({ gateways: { one: slow }, prepare });
    const run = await waiting();
    const free = fill(project.engine.backend);
    project.engine.cloud.setGateway("one", ready);
    const { ok, screen } = await run.ended;
    expect(ok).to.equal(false);
    expect(screen).to.match(/no space left on device|permission denied/);
    free();
    await recover(project, "The disk was full", ["one"]);
  });

  it("the network was away for longer than the timeout; a wait with more time goes on by itself", async () => {
    // Timelines run at six times real time, customTimeouts at real time.
    const faults = [
      { kind: "reset", from: 20, to: 50 },
      { kind: "hang", from: 50, to: 80 },
    ] as const;
    const gateways = {
      one: { ...slow, faults: [{ kind: "reset", from: 12 }] },
      patient: { ...slow, end: 90, faults },
    } as const;
    project = await waitingProject({ speed: 6, gateways });
    const run = project.start(["up", "--yes", "--skip-preview", "--continue-on-error"], {
      GATEWAYS: "one:6s,patient",
    });
    const { ok, screen } = await run.ended;
    expect(ok).to.equal(false);
    expect(screen).to.contain("last seen creating at 30%").and.to.contain("Run pulumi up again");
    expect(project.state.resource("one")?.initErrors).to.have.length(1);
    expect(screen)
      .to.match(/, trying again \(patient\)/)
      .and.to.contain("ready, 1m30s (patient)");
    expect(project.state.resource("group-patient")).not.to.equal(undefined);
    await recover(project, "There was no network", ["one", "patient"]);
  });
});

/** A disk of one mebibyte where the machine lets us make one; else nothing, and `fill` takes away the right to write. */
function smallDisk(folder: string): () => void {
  mkdirSync(folder);
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
    const places = [folder, join(folder, "stacks", "gate")];
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
