// `npm run bench:engine [-- --count 300 --rounds 3 --before FOLDER]`: what registering the resource costs on the real engine, for
// gateways that are ready. The cases take turns in one run, since machines are shared and noisy: compare the ratios. FOLDER is another
// clone, built, whose package is measured beside this one.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Emulator, startEmulator } from "../../emulator";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { hermeticEnv } from "../../tools/hermetic";
import { besides, type Case, cases as usual } from "./cases";
import { type Cost, costOf, figures } from "./cost";
import { loadingCost } from "./loading";
import { programOf, type Way } from "./programs";
import { excessOf, ratioOf, reportOf } from "./report";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "300" },
    rounds: { type: "string", default: "3" },
    before: { type: "string" },
  },
});
const clone = join(__dirname, "../..");
const cases = values.before === undefined ? usual : besides(resolve(values.before));
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
    const envs = new Map<string, Record<string, string>>();
    for (const { from = clone } of cases) {
      if (envs.has(from)) continue;
      // Each its own home, which holds one plugin of a version.
      const env = hermeticEnv(mkdtempSync(join(folder, "home-")), bin);
      envs.set(from, env);
      await promisify(execFile)(process.execPath, [join(from, "dist/cli/main.js"), "plugin", "install"], { env });
    }
    const costs = new Map<Case, Cost[]>(cases.map((one) => [one, []]));
    for (let round = 0; round < rounds; round++) {
      for (const [index, one] of cases.entries()) {
        const cloud = clouds.get(one.answerMs) as Emulator;
        const { from = clone } = one;
        const env = { ...envs.get(from), HW_AUTH_TOKEN: cloud.token, HW_PROJECT_ID: cloud.projectId };
        const program = programOf(one.way, count);
        const around = { folder, env, endpoint: cloud.url, from };
        costs.get(one)?.push(await costOf(`case-${index}-${round}`, program, around));
      }
    }
    console.log(`pulumi up of ${count} ready gateways: medians of ${rounds} rounds, ratios of the rounds' own\n`);
    console.log(reportOf(cases, costs));
    const of = (way: Way) => costs.get(cases.find((one) => one.way === way) as Case) ?? [];
    const ratios = figures.map(
      ({ figure, head }) => `${head.split(",")[0]} ${ratioOf(of("plugin"), of("pulumi-apig"), figure)}`,
    );
    console.log(`\nthe plugin apig / pulumi-apig: ${ratios.join(", ")}`);
    for (const one of cases.filter(({ from }) => from !== undefined)) {
      const now = cases.find(
        ({ from, way, answerMs }) => !from && way === one.way && answerMs === one.answerMs,
      ) as Case;
      const three = [costs.get(now) ?? [], costs.get(one) ?? [], of("nothing")];
      const excess = figures.map(({ figure, head }) => `${head.split(",")[0]} ${excessOf(three, figure)}`);
      console.log(`over nothing, ${now.name} / before: ${excess.join(", ")}`);
    }
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
