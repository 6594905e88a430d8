// `npm run bench:many [-- --count 1000 --seconds 60]`: what waiting for many gateways costs the process, while nothing
// changes. The cloud is a process of its own.
import { spawn } from "node:child_process";
import { setMaxListeners } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { demo } from "../emulator";
import { systemClock } from "../provider/clock";
import { createHooks } from "../provider/hooks";

const { values } = parseArgs({
  options: { count: { type: "string", default: "1000" }, seconds: { type: "string", default: "60" } },
});
const [count, seconds] = [Number(values.count), Number(values.seconds)];

async function startCloud(folder: string) {
  const file = join(folder, "gateways.json");
  const stuck = { steps: [[0, 50]], end: null, status: "success" };
  writeFileSync(
    file,
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`gateway-${i}`, stuck]))),
  );
  const args = ["--import", "tsx", join(__dirname, "../emulator/main.ts"), "--port", "0", "--gateways", file];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const text of child.stdout) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(text))?.[0];
    if (url !== undefined) return { url, stop: () => child.kill() };
  }
  throw new Error("the emulator ended at once");
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "apig-many-"));
  const cloud = await startCloud(folder);
  const settings: Record<string, string> = { endpoint: cloud.url, projectId: demo.projectId, authToken: demo.token };
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const hooks = createHooks({
    source: { config: (key) => settings[key], env: {} },
    clock: systemClock,
    random: Math.random,
    signal: stop.signal,
  });
  const waits = Array.from({ length: count }, (_, index) =>
    hooks.create({ instanceId: `gateway-${index}` }).catch(() => {}),
  );
  await sleep(30_000); // the first polls
  const before = process.cpuUsage();
  await sleep(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / (seconds * 1e6);
  console.log(
    `${count} waits: ${(100 * share).toFixed(1)} % of a core, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  stop.abort();
  await Promise.all(waits);
  cloud.stop();
  rmSync(folder, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
