import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";

/** What one `pulumi up` cost. */
export interface Cost {
  readonly seconds: number;
  /** Of the CLI and everything that it started: seconds of CPU, user and system. */
  readonly cpuSeconds: number;
  /** Of the exported state. */
  readonly bytes: number;
}

export const figures: readonly { figure: keyof Cost; head: string; show: (value: number) => string }[] = [
  { figure: "seconds", head: "seconds", show: (value) => value.toFixed(1) },
  { figure: "cpuSeconds", head: "CPU, seconds", show: (value) => value.toFixed(1) },
  { figure: "bytes", head: "state, KB", show: (value) => (value / 1000).toFixed(0) },
];

const run = promisify(execFile);

/** Runs a program once, as a stack of its own. */
export async function costOf(
  stack: string,
  program: string,
  { folder, env, endpoint, from }: { folder: string; env: Record<string, string>; endpoint: string; from: string },
): Promise<Cost> {
  const place = join(folder, stack);
  mkdirSync(place);
  symlinkSync(join(from, "node_modules"), join(place, "node_modules"), "junction");
  writeFileSync(join(place, "package.json"), '{ "main": "index.js" }');
  const runtime = "runtime:\n  name: nodejs\n  options: { typescript: false }\n";
  writeFileSync(join(place, "Pulumi.yaml"), `name: bench\n${runtime}`);
  writeFileSync(join(place, "index.js"), program);
  const within = { cwd: place, env, maxBuffer: 2 ** 28 };
  const pulumi = (...args: string[]) => run("pulumi", [...args, "--stack", stack], within);
  await pulumi("stack", "init");
  await pulumi("config", "set", "apig:endpoint", endpoint);
  const begun = performance.now();
  // The shell's `times` tells the CPU time of what it ran.
  const up = await run("sh", ["-c", 'pulumi up --yes --skip-preview --stack "$0" >&2 && times', stack], within);
  const seconds = (performance.now() - begun) / 1000;
  const bytes = (await pulumi("stack", "export")).stdout.length;
  return { seconds, cpuSeconds: cpuSecondsOf(up.stdout), bytes };
}

/** From `0m1.50s 0m0.25s` for the shell, then for its children. */
function cpuSecondsOf(times: string): number {
  const spent = [...(times.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  return spent.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}
