// `npm run demo [-- --scenario NAME | --help]`: a real `pulumi up` waits for a gateway of the emulator. All its files are in a
// scratch folder, which is removed at the end.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type ScenarioName, scenarioNames, startEmulator } from "../emulator";
import { ensureEngine } from "./engine/ensureEngine";
import { hermeticEnv } from "./hermetic";

const root = join(__dirname, "..");
const speed = 20;
const stack = "dev";

const usage = `npm run demo [-- --scenario NAME]

A real pulumi up waits for a gateway of the emulator, whose time runs ${speed} times faster than real time.

  --scenario NAME  what becomes of the gateway: ${scenarioNames.join(", ")}; default success
  --help           this text`;

const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    process.exitCode = 128 + constants.signals[name];
    interrupt.abort(new Error(`ended by ${name}`));
  });
}

run().catch((error: unknown) => {
  process.exitCode ||= 1;
  console.error(`demo: ${error instanceof Error ? error.message : error}`);
});

async function run(): Promise<void> {
  const scenario = scenarioOf(process.argv.slice(2));
  if (scenario === "help") return console.log(usage);
  const bin = await ensureEngine({ signal: interrupt.signal });
  const folder = await mkdtemp(join(tmpdir(), "pulumi-apig-demo-"));
  // As the gateways of `npm run emulator` are called.
  const gatewayId = `demo-${scenario}`;
  const cloud = await startEmulator({ speed, gateways: { [gatewayId]: scenario } });
  try {
    const env = { ...hermeticEnv(folder, bin), HW_AUTH_TOKEN: cloud.token, HW_PROJECT_ID: cloud.projectId };
    await writeProject(folder);
    const pulumi = (...args: string[]) => runPulumi(args, folder, env);
    await pulumi("stack", "init", stack, "--non-interactive");
    await pulumi("config", "set", "apig:endpoint", cloud.url);
    await pulumi("config", "set", "gatewayId", gatewayId);
    console.log(introduction(scenario, cloud.url));
    const code = await pulumi("up", "--yes", "--skip-preview");
    process.exitCode ||= code;
    console.log(conclusion(code, scenario));
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function scenarioOf(args: string[]): ScenarioName | "help" {
  const options = { scenario: { type: "string", default: "success" }, help: { type: "boolean", short: "h" } } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) return "help";
  const found = scenarioNames.find((name) => name === values.scenario);
  if (found) return found;
  throw new Error(`--scenario must be one of ${scenarioNames.join(", ")}, not "${values.scenario}"`);
}

/** The clone's Pulumi.yaml with absolute paths; the CLI writes stack settings beside it. */
async function writeProject(folder: string): Promise<void> {
  const project = await readFile(join(root, "Pulumi.yaml"), "utf8");
  await writeFile(
    join(folder, "Pulumi.yaml"),
    project.replace(/^main: (.*)$/m, (_, main) => `main: ${join(root, main)}`),
  );
}

/** Runs the CLI on this terminal. The terminal sends Ctrl-C to it; other signals are passed on. */
function runPulumi(args: string[], cwd: string, env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const quiet = args[0] !== "up";
    const child = spawn("pulumi", args, { cwd, env, stdio: quiet ? ["ignore", "ignore", "inherit"] : "inherit" });
    const forward = () => process.exitCode !== 130 && child.kill("SIGINT");
    interrupt.signal.addEventListener("abort", forward, { once: true });
    child.once("error", reject);
    child.once("close", (code) => {
      interrupt.signal.removeEventListener("abort", forward);
      if (quiet && code !== 0) reject(new Error(`pulumi ${args.join(" ")} ended with ${code}`));
      else resolve(code ?? 1);
    });
  });
}

const introduction = (scenario: ScenarioName, url: string) => `
A gateway (scenario "${scenario}") is being created at ${url}.
Its time runs ${speed} times faster than real time. The program is
examples/one-gateway: it waits for the gateway, then starts what needs it.
`;

function conclusion(code: number, scenario: ScenarioName): string {
  const next = [
    scenario === "success"
      ? "npm run demo -- --scenario quota     a gateway that cannot be created"
      : "npm run demo                         a gateway that gets ready",
    "npm run emulator -- --port 8787      the same cloud, for a program of your own",
    "examples/                            programs to copy",
  ];
  const headline =
    code === 0
      ? "What needs the gateway was started the moment it was ready."
      : "The update failed, and nothing that needs the gateway was made.";
  return `${headline}\n\nNext:\n${next.map((line) => `  ${line}`).join("\n")}`;
}
