// `npm run bench:engine [-- --count 300 --rounds 3]`: what registering the resource costs on the real engine, for gateways
// that are ready. The cases take turns in one run, since machines are shared and noisy: compare the ratios.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Emulator, startEmulator } from "../../emulator";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { hermeticEnv } from "../../tools/hermetic";
import { type Case, cases } from "./cases";
import { type Cost, costOf, figures } from "./cost";
import { loadingCost } from "./loading";
import { programOf, type Way } from "./programs";
import { ratioOf, reportOf } from "./report";

const { values } = parseArgs({
  options: { count: { type: "string", default: "300" }, rounds: { type: "string", default: "3" } },
});
const [count, rounds] = [Number(values.count), Number(values.rounds)];

/** A cloud whose gateways are all ready. */
function startCloud(answerMs: number): Promise<Emulator> {
  const faults = answerMs === 0 ? [] : [{ kind: "slow", seconds: answerMs / 1000 } as const];
  const ready = { steps: [], end: 0, status: "success", faults } as const;
  const gateways = Object.fromEntries(Array.from({ length: count }, (_, index) => [`gateway-${index}`, ready]));
  return startEmulator({ gateways });
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "apig-bench-"));
  const clouds = new Map<number, Emulator>();
  try {
    for (const { answerMs } of cases) if (!clouds.has(answerMs)) clouds.set(answerMs, await startCloud(answerMs));
    const bin = await ensureEngine();
    const command = join(__dirname, "../../dist/cli/main.js");
    await promisify(execFile)(process.execPath, [command, "plugin", "install"], { env: hermeticEnv(folder, bin) });
    const costs = new Map<Case, Cost[]>(cases.map((one) => [one, []]));
    for (let round = 0; round < rounds; round++) {
      for (const [index, one] of cases.entries()) {
        const cloud = clouds.get(one.answerMs) as Emulator;
        const env = { ...hermeticEnv(folder, bin), HW_AUTH_TOKEN: cloud.token, HW_PROJECT_ID: cloud.projectId };
        const program = programOf(one.way, count);
        costs.get(one)?.push(await costOf(`case-${index}-${round}`, program, { folder, env, endpoint: cloud.url }));
      }
    }
    console.log(`pulumi up of ${count} ready gateways: medians of ${rounds} rounds, ratios of the rounds' own\n`);
    console.log(reportOf(cases, costs));
    const of = (way: Way) => costs.get(cases.find((one) => one.way === way) as Case) ?? [];
    const ratios = figures.map(
      ({ figure, head }) => `${head.split(",")[0]} ${ratioOf(of("plugin"), of("pulumi-apig"), figure)}`,
    );
    console.log(`\nthe plugin apig / pulumi-apig: ${ratios.join(", ")}`);
    const { cpuMs, wallMs } = await loadingCost();
    console.log(`\nloading pulumi-apig after the SDK: ${wallMs.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of CPU`);
  } finally {
    for (const cloud of clouds.values()) await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
