// `npm run rows`: what the row of a wait shows in twenty states, as a table: the texts that stood one after the other on the real
// engine's screens, in terminals of 80 and 120 columns and in a log. Ctrl-C ends an update that goes on.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demo, type Fault, startEmulator, type Timeline } from "../emulator";
import { ensureEngine } from "./engine/ensureEngine";
import { hermeticEnv } from "./hermetic";
import { TerminalRun } from "./recording/terminal";

/** Columns of a terminal, or no terminal at all. */
const views = [80, 120, "log"] as const;
type View = (typeof views)[number];

const levels: Timeline = {
  steps: [
    [0, 30],
    [6, 80],
  ],
  end: 14,
  status: "success",
};
const failing = { ...levels, end: 8, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const trouble = (fault: Fault): Timeline => ({ ...levels, faults: [fault] });
const answer = (status: number, code: string, words: string, times: object): Timeline =>
  trouble({ kind: "status", status, body: { error_code: code, error_msg: words }, ...times });
const unavailable = (times: object) => answer(503, "APIC.9000", "Failed to request internal service", times);
const whileCreating = { from: 3, to: 9 };

interface Screen {
  /** A gateway, or the address of what is no API, for each resource of this name. */
  readonly states: Readonly<Record<string, Timeline | string>>;
  /** How many resources there are in each state. Default: one. */
  readonly count?: number;
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly seconds?: number;
}

const screens: readonly Screen[] = [
  {
    states: {
      level: levels,
      "503": unavailable(whileCreating),
      "429": answer(429, "APIG.0308", "Throttled", whileCreating),
      unknown: answer(404, "APIC.7302", "Instance not found", { to: 6 }),
      verify: { ...levels, steps: [[0, 30, "verifying"]] },
      older: { ...levels, steps: [[0, 30]], age: 400, end: 414 },
    },
  },
  { states: { failing } },
  {
    states: {
      "503first": unavailable({ to: 6 }),
      page: trouble({ kind: "status", status: 200, body: "<html>", ...whileCreating }),
      reset: trouble({ kind: "reset", ...whileCreating }),
      nolevel: trouble({ kind: "status", status: 200, body: { status: "creating" }, to: 9 }),
      verylong: { ...levels, steps: [[0, 30, "waiting for the network of the orders team"]] },
    },
  },
  {
    states: {
      refused: "http://127.0.0.1:9",
      nohost: "https://apig.eu-dee.invalid",
      proxy: "https://apig.eu-de.otc.t-systems.com",
    },
  },
  {
    states: { iam: levels },
    env: { HW_USER_NAME: "user", HW_USER_PASSWORD: "x", HW_DOMAIN_NAME: "x", HW_AUTH_URL: "http://127.0.0.1:9/v3" },
  },
  { states: { "gateway-of-the-orders-team-in-production": unavailable(whileCreating) } },
  {
    states: { orders: unavailable(whileCreating) },
    program: `
      const pulumi = require("@pulumi/pulumi");
      const create = async () => ({ id: "x", outs: {} });
      new (class ApiGroupOfOrders extends pulumi.dynamic.Resource {})({ create }, "group", {});`,
  },
  { states: { many: levels }, count: 12 },
  { states: { quiet: { ...levels, steps: [[0, 30]], end: 600 } }, seconds: 80 },
];

const waits = `
  const apig = require("pulumi-apig");
  for (const [name, endpoint] of JSON.parse(process.env.STATES))
    for (let i = 0; i < Number(process.env.COUNT); i++)
      new apig.GatewayReadiness(name + (i || ""), { instanceId: "gw", endpoint });`;

/** The texts on each resource's row in one run of the update. */
async function shownIn(screen: Screen, view: View, bin: string): Promise<ReadonlyMap<string, string[]>> {
  const { states, count = 1, program = "", env: more = {}, seconds = 40 } = screen;
  const gateways = Object.entries(states).map(async ([name, state]) => {
    const cloud = typeof state === "string" ? null : await startEmulator({ gateways: { gw: state } });
    return { name, cloud, endpoint: cloud?.url ?? state };
  });
  const places = await Promise.all(gateways);
  const folder = mkdtempSync(join(tmpdir(), "apig-rows-"));
  const cwd = join(folder, "shop");
  const token = "HW_AUTH_URL" in more ? {} : { HW_AUTH_TOKEN: demo.token };
  const env = {
    ...hermeticEnv(folder, bin),
    ...{ HW_PROJECT_ID: demo.projectId, HW_REGION_NAME: "eu-de", ...token, ...more },
    ...{ HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: ".invalid", CI: "" },
    ...{ STATES: JSON.stringify(places.map(({ name, endpoint }) => [name, endpoint])), COUNT: String(count) },
  };
  const shown = new Map(places.map(({ name }) => [name, [] as string[]]));
  const read = (lines: readonly string[]) => {
    for (const line of lines) for (const [name, texts] of shown) note(texts, line, name);
  };
  try {
    mkdirSync(cwd);
    const project = { name: "shop", runtime: { name: "nodejs", options: { typescript: false } } };
    writeFileSync(join(cwd, "Pulumi.yaml"), JSON.stringify(project));
    writeFileSync(join(cwd, "Pulumi.dev.yaml"), JSON.stringify({ config: { "apig:endpoint": "http://127.0.0.1:9" } }));
    writeFileSync(join(cwd, "package.json"), "{}");
    writeFileSync(join(cwd, "index.js"), `${waits}${program}`);
    symlinkSync(join(__dirname, "../node_modules"), join(cwd, "node_modules"));
    execFileSync("pulumi", ["stack", "init", "dev", "--non-interactive"], { cwd, env, stdio: "ignore" });
    const up = ["up", "--yes", "--skip-preview", "--color=never", "--parallel=32", "--continue-on-error"];
    await (view === "log" ? logOf : terminalOf)(up, { cwd, env, view, seconds }, read);
  } finally {
    for (const { cloud } of places) await cloud?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return shown;
}

/** Adds what a line of the screen shows on such a row, unless all of it was there before; a countdown is one text. */
function note(texts: string[], line: string, name: string): void {
  const row = new RegExp(` (${name}\\d*) +creat\\w+ \\([^)]*\\)\\.* +(.*)$`);
  const [, of = "", shown = ""] = row.exec(line.trimEnd()) ?? [];
  const place = shown.replace(/127\.0\.0\.1:(?!9\b)\d+/, "127.0.0.1:8787").replace(/ in \d+ s/, " in 4 s");
  const text = place.replace(`(${of})`, `(${name})`);
  if (text === "" || text.startsWith("error:") || texts.some((known) => known.startsWith(text))) return;
  texts.push(text);
}

interface Update {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly view: View;
  readonly seconds: number;
}

async function terminalOf(args: string[], { view, seconds, ...place }: Update, read: (lines: string[]) => void) {
  const run = new TerminalRun("pulumi", args, { ...place, columns: Number(view), rows: 50 });
  const timer = setInterval(() => read(run.lines()), 50);
  await Promise.race([run.ended, sleep(seconds * 1_000)]);
  clearInterval(timer);
  run.type("\x03");
  await run.ended;
}

async function logOf(args: string[], { seconds, cwd, env }: Update, read: (lines: string[]) => void) {
  const run = spawn("pulumi", [...args, "--non-interactive"], { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
  let printed = "";
  run.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  const ended = new Promise((done) => run.on("close", done));
  await Promise.race([ended, sleep(seconds * 1_000)]);
  run.kill("SIGINT");
  await ended;
  read(printed.split("\n"));
}

async function main(): Promise<void> {
  const bin = await ensureEngine({});
  console.log(`| resource | ${views.join(" | ")} |\n|---|---|---|---|`);
  for (const screen of screens) {
    const shown = await Promise.all(views.map((view) => shownIn(screen, view, bin)));
    for (const name of Object.keys(screen.states))
      console.log(`| ${[name, ...shown.map((texts) => texts.get(name)?.join(" · "))].join(" | ")} |`);
  }
}

main();
