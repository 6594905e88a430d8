// `npm run bench:many [-- --count 1000 --seconds 60]`: what waiting for many gateways costs the process, while nothing
// changes: one with Node's own settings, then one with those of the plugin. The cloud is a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { demo } from "../emulator";

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

/** The waits, in a process of their own that runs what users install. */
const waiting = `
const [{ Lifecycle }, { systemClock }] = ["lifecycle", "clock"].map((name) => require("./dist/" + name));
const [count, seconds, settings] = JSON.parse(process.argv[1]);
const stop = new AbortController();
require("node:events").setMaxListeners(0, stop.signal);
const source = { config: (key) => settings[key], env: {} };
const lifecycle = new Lifecycle({ source, clock: systemClock, random: Math.random, signal: stop.signal });
for (let index = 0; index < count; index++) lifecycle.create({ instanceId: "gateway-" + index }).catch(() => {});
const firstPollsMs = 30_000;
setTimeout(() => {
  const before = process.cpuUsage();
  setTimeout(() => {
    const { user, system } = process.cpuUsage(before);
    const share = (100 * (user + system)) / (seconds * 1e6);
    const megabytes = process.memoryUsage().rss / 1e6;
    console.log(["node", ...process.execArgv.slice(0, -2), count].join(" ") + " waits: " + share.toFixed(1) + " % of a core, " + megabytes.toFixed(0) + " MB");
    process.exit();
  }, seconds * 1000);
}, firstPollsMs);
`;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "apig-many-"));
  const cloud = await startCloud(folder);
  const settings = { endpoint: cloud.url, projectId: demo.projectId, authToken: demo.token };
  const args = ["-e", waiting, JSON.stringify([count, seconds, settings])];
  const launcher = readFileSync(join(__dirname, "../tools/plugin/pulumi-resource-apig"), "utf8");
  for (const flags of [[], launcher.match(/--max-semi-space-size=\d+/g) ?? []]) {
    const command = [...flags, ...args];
    await once(
      spawn(process.execPath, command, { cwd: join(__dirname, ".."), stdio: ["ignore", "inherit", "inherit"] }),
      "exit",
    );
  }
  cloud.stop();
  rmSync(folder, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
