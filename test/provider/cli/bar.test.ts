import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";
import { Terminal } from "@xterm/headless";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { CommandFolder, command } from "./command";

const hidden = "\u001b[?25l";
const shown = "\u001b[?25h";
const wrapping = "\u001b[?7h";
const lineStart = "\u001b[1G";
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGQUIT: 3 } as const;

describe("the bar of a watch, on a terminal", () => {
  let cloud: Emulator;
  let folder: CommandFolder;
  before(async () => {
    cloud = await startEmulator({
      gateways: {
        slow: { steps: [[0, 30]], end: null, status: "success" },
        done: { steps: [[0, 30]], end: 0, status: "success" },
      },
    });
    folder = new CommandFolder();
  });
  after(async () => {
    folder.remove();
    await cloud.close();
  });

  /** Runs until the percentage is seen, then acts; tells what was drawn before and after. */
  async function watch(cols: number, act: (terminal: ReturnType<typeof spawn>) => void) {
    const args = [command, "watch", "slow", "--endpoint", cloud.endpoint];
    const terminal = spawn(process.execPath, args, { cols, rows: 5, cwd: folder.path, env: { ...folder.env } });
    const drawn = { before: "", after: "" };
    let acted = false;
    terminal.onData((text) => {
      drawn[acted ? "after" : "before"] += text;
      if (acted || !drawn.before.includes("30")) return;
      acted = true;
      act(terminal);
    });
    const ended = await new Promise<{ exitCode: number; signal?: number }>((resolve) => terminal.onExit(resolve));
    return { ...drawn, ...ended };
  }

  for (const [name, number] of Object.entries(signals)) {
    it(`${name}: the cursor is shown again, and lines wrap`, async () => {
      const { before, after, exitCode, signal } = await watch(80, (terminal) => terminal.kill(name));
      expect(before).to.include(hidden);
      expect(after.lastIndexOf(shown)).to.be.greaterThan(after.lastIndexOf(hidden));
      expect(after).to.include(wrapping);
      const isDeadly = name === "SIGHUP" || name === "SIGQUIT";
      expect([exitCode, signal]).to.deep.equal(isDeadly ? [0, number] : [130, 0]);
    });
  }

  it("Ctrl-\\ as the terminal sends it", async () => {
    const { after, signal } = await watch(80, (terminal) => terminal.write("\u001c"));
    expect([signal, after.includes(shown)]).to.deep.equal([signals.SIGQUIT, true]);
  });

  const widths: [cols: number, bar: number][] = [
    [80, 20],
    [54, 20],
    [44, 11],
    [40, 7],
    [39, 0],
    [8, 0],
  ];
  for (const [cols, size] of widths) {
    it(`${cols} columns: the gateway, and a bar of ${size} with the time`, async () => {
      const { before } = await watch(cols, (terminal) => terminal.kill("SIGKILL"));
      const line = stripVTControlCharacters(before.split(lineStart).at(-1) ?? "");
      expect(line).to.match(size === 0 ? /^slow 30?%?/ : new RegExp(`^slow {9}[=-]{${size}} \\d+s {2}30%`));
      expect(line.length).to.be.at.most(cols);
    });
  }

  it("several: a bar for each, which stays while others go on, then the ends alone", async () => {
    const args = [command, "watch", "slow", "done", "--timeout", "2s", "--endpoint", cloud.endpoint];
    const terminal = spawn(process.execPath, args, { cols: 80, rows: 5, cwd: folder.path, env: { ...folder.env } });
    const screen = new Terminal({ cols: 80, rows: 5, allowProposedApi: true });
    let during = "";
    terminal.onData((text) =>
      screen.write(text, () => {
        const both = `${line(0)}\n${line(1)}`;
        if (/^slow .*30%.*\ndone /.test(both)) during ||= both;
      }),
    );
    const line = (row: number) =>
      screen.buffer.active.getLine(screen.buffer.active.baseY + row)?.translateToString(true) ?? "";
    const { exitCode } = await new Promise<{ exitCode: number }>((resolve) => terminal.onExit(resolve));
    await new Promise<void>((done) => screen.write("", done));
    expect(during).to.match(/^slow {9}[=-]{20} \ds {2}30%.*\ndone {9}[=-]{20} \ds/);
    const all = [0, 1, 2, 3, 4].map(line).join("\n");
    expect(all)
      .to.include("1 of 2 gateways are ready.")
      .and.not.match(/[=-]{20}/);
    expect(exitCode).to.equal(2);
  });

  it("is not begun when the arguments are wrong", async () => {
    const args = [command, "watch", "slow", "--timeout", "soon"];
    const terminal = spawn(process.execPath, args, { cwd: folder.path, env: { ...folder.env } });
    let drawn = "";
    terminal.onData((text) => {
      drawn += text;
    });
    const { exitCode } = await new Promise<{ exitCode: number }>((resolve) => terminal.onExit(resolve));
    expect([exitCode, drawn.includes(hidden)]).to.deep.equal([3, false]);
  });
});
