// `npm run record`: the demo on a pseudo-terminal, as pictures in docs/images.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Frame, linesOf } from "./frames";
import { type Recording, recordings, shown } from "./recordings";
import { svgOf } from "./svg";
import { TerminalRun } from "./terminal";

const root = join(__dirname, "..", "..");
const folder = join(root, "docs", "images");
/** So wide that Pulumi cuts none of its rows. */
const columns = 120;
const everyMs = 50;

async function record(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const recording of recordings) {
    const { file, title, restMs } = recording;
    const frames = shown(await framesOf(recording), recording);
    const svg = svgOf({ frames, title, restMs });
    writeFileSync(join(folder, file), svg);
    console.log(`${frames.length} frames, ${Math.round(svg.length / 1024)} KB: ${file}`);
  }
}

async function framesOf({ scenario, endsWell }: Recording): Promise<Frame[]> {
  const args = [require.resolve("tsx/cli"), join(root, "tools", "demo.ts"), "--scenario", scenario];
  const env = { ...process.env, CI: "" };
  const run = new TerminalRun(process.execPath, args, { cwd: root, env, columns, rows: 40 });
  const frames: Frame[] = [];
  const shoot = () => frames.push({ atMs: Math.round(performance.now()), lines: linesOf(run.screen) });
  const timer = setInterval(shoot, everyMs);
  const { code } = await run.ended.finally(() => clearInterval(timer));
  shoot();
  if ((code === 0) !== endsWell) throw new Error(`the demo "${scenario}" ended with ${code}`);
  return frames;
}

record().catch((error: unknown) => {
  console.error(`record: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
