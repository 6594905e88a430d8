// `npm run record`: the demo on a pseudo-terminal, as docs/images/demo.svg.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Frame, linesOf } from "./frames";
import { svgOf } from "./svg";
import { TerminalRun } from "./terminal";

const root = join(__dirname, "..", "..");
const target = join(root, "docs", "images", "demo.svg");
const columns = 124;
const everyMs = 250;
const longestPauseMs = 3_000;

async function record(): Promise<void> {
  const args = [require.resolve("tsx/cli"), join(root, "tools", "demo.ts")];
  const run = new TerminalRun(process.execPath, args, { cwd: root, env: process.env, columns, rows: 30 });
  const frames: Frame[] = [];
  const began = performance.now();
  // Which engine was found, and where on this machine, is nobody's business.
  const shoot = () => {
    const lines = linesOf(run.screen).filter((line) => !line[0]?.text.startsWith("engine: "));
    if (JSON.stringify(lines) === JSON.stringify(frames.at(-1)?.lines ?? [])) return;
    frames.push({ atMs: Math.round(performance.now() - began), lines });
  };
  const timer = setInterval(shoot, everyMs);
  const { code } = await run.ended.finally(() => clearInterval(timer));
  shoot();
  if (code !== 0) throw new Error(`the demo ended with ${code}:\n${run.lines().join("\n")}`);

  const svg = svgOf({ frames: shortened(frames), columns, title: "pulumi up waits for a gateway", restMs: 6_000 });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, svg);
  console.log(`${frames.length} frames, ${Math.round(svg.length / 1024)} KB: ${target}`);
}

/** Starts with the first frame, and cuts pauses in which nothing is shown. */
function shortened(frames: readonly Frame[]): Frame[] {
  let atMs = 0;
  return frames.map((frame, index) => {
    const pause = frame.atMs - (frames[index - 1]?.atMs ?? frame.atMs);
    atMs += Math.min(pause, longestPauseMs);
    return { ...frame, atMs };
  });
}

record().catch((error: unknown) => {
  console.error(`record: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
