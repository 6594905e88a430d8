// `npm run record`: the demo on a pseudo-terminal of 80 columns, as pictures in docs/images.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Frame, linesOf } from "./frames";
import { svgOf } from "./svg";
import { TerminalRun } from "./terminal";

const root = join(__dirname, "..", "..");
const folder = join(root, "docs", "images");
const columns = 80;
const everyMs = 250;
const longestPauseMs = 3_000;

const pictures = [
  { file: "demo.svg", scenario: "success", title: "pulumi up waits for a gateway", endsWell: true },
  { file: "failure.svg", scenario: "quota", title: "pulumi up when a gateway cannot be created", endsWell: false },
] as const;

async function record(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const { file, scenario, title, endsWell } of pictures) {
    const { code, frames } = await framesOf(scenario);
    if ((code === 0) !== endsWell) throw new Error(`the demo "${scenario}" ended with ${code}`);
    const svg = svgOf({ frames: shortened(frames), columns, title, restMs: 6_000 });
    writeFileSync(join(folder, file), svg);
    console.log(`${frames.length} frames, ${Math.round(svg.length / 1024)} KB: ${file}`);
  }
}

async function framesOf(scenario: string): Promise<{ code: number; frames: Frame[] }> {
  const args = [require.resolve("tsx/cli"), join(root, "tools", "demo.ts"), "--scenario", scenario];
  const env = { ...process.env, CI: "" };
  const run = new TerminalRun(process.execPath, args, { cwd: root, env, columns, rows: 40 });
  const frames: Frame[] = [];
  const began = performance.now();
  // The recording must not show which engine was found, and where on this machine.
  const shoot = () => {
    const lines = linesOf(run.screen).filter((line) => !line[0]?.text.startsWith("engine: "));
    if (JSON.stringify(lines) === JSON.stringify(frames.at(-1)?.lines ?? [])) return;
    frames.push({ atMs: Math.round(performance.now() - began), lines });
  };
  const timer = setInterval(shoot, everyMs);
  const { code } = await run.ended.finally(() => clearInterval(timer));
  shoot();
  return { code, frames };
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
