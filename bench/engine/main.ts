// `npm run bench:engine [-- --count 300 --rounds 3]`: what registering the resource costs on the real engine. Wall time of
// `pulumi up` and bytes of exported state; the ways take turns in one run, since machines are shared and noisy.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs, promisify } from "node:util";

import { type Emulator, startEmulator } from "../../emulator";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { hermeticEnv } from "../../tools/hermetic";
import { programOf, type Way, ways } from "./programs";

const { values } = parseArgs({
  options: { count: { type: "string", default: "300" }, rounds: { type: "string", default: "3" } },
});
const [count, rounds] = [Number(values.count), Number(values.rounds)];

interface Cost {
  readonly seconds: number;
  readonly bytes: number;
}

async function measure(
  way: Way,
  round: number,
  folder: string,
  env: Record<string, string>,
  cloud: Emulator,
): Promise<Cost> {
  const place = join(folder, `${way}-${round}`);
  mkdirSync(place);
  symlinkSync(join(__dirname, "../../node_modules"), join(place, "node_modules"), "junction");
  writeFileSync(join(place, "package.json"), '{ "main": "index.js" }');
  writeFileSync(
    join(place, "Pulumi.yaml"),
    "name: bench\nruntime:\n  name: nodejs\n  options: { typescript: false }\n",
  );
  writeFileSync(join(place, "index.js"), programOf(way, count));
  const stack = `${way.replace(".", "-")}-${round}`;
  const pulumi = (...args: string[]) =>
    run("pulumi", [...args, "--stack", stack], { cwd: place, env, maxBuffer: 2 ** 28 });
  await pulumi("stack", "init");
  await pulumi("config", "set", "apig:endpoint", cloud.url);
  const begun = performance.now();
  await pulumi("up", "--yes", "--skip-preview");
  const seconds = (performance.now() - begun) / 1000;
  return { seconds, bytes: (await pulumi("stack", "export")).stdout.length };
}
const run = promisify(execFile);

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "apig-bench-"));
  const ready = { steps: [], end: 0, status: "success" } as const;
  const gateways = Object.fromEntries(Array.from({ length: count }, (_, index) => [`gateway-${index}`, ready]));
  const cloud = await startEmulator({ gateways: gateways as never });
  try {
    const bin = await ensureEngine();
    const env = { ...hermeticEnv(folder, bin), HW_AUTH_TOKEN: cloud.token, HW_PROJECT_ID: cloud.projectId };
    const costs: Record<Way, Cost[]> = { "pulumi-apig": [], "dynamic.Resource": [], nothing: [] };
    for (let round = 0; round < rounds; round++) {
      for (const way of ways) costs[way].push(await measure(way, round, folder, env, cloud));
    }
    report(costs);
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(costs: Record<Way, readonly Cost[]>): void {
  console.log(`pulumi up of ${count} ready gateways, median of ${rounds}; ratios are medians of the rounds' own\n`);
  console.log("| registered by | seconds | state, KB | time, ratio | state, ratio |\n|---|---|---|---|---|");
  for (const way of ways) {
    const own = costs[way];
    const ratio = (of: (cost: Cost) => number) =>
      median(own.map((cost, round) => of(cost) / of(costs["dynamic.Resource"][round] as Cost))).toFixed(2);
    const seconds = median(own.map((cost) => cost.seconds)).toFixed(1);
    const kilobytes = (median(own.map(({ bytes }) => bytes)) / 1000).toFixed(0);
    console.log(
      `| ${way} | ${seconds} | ${kilobytes} | ${ratio((cost) => cost.seconds)} | ${ratio(({ bytes }) => bytes)} |`,
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
