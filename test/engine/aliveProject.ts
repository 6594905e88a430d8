import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { killAll, type ProcessFacts, processesWith } from "./processes";

/** Where the programs' packages come from: this clone, or a folder that holds another set of versions. */
const modules = resolve(process.env.APIG_TEST_MODULES ?? "node_modules");
const program = readFileSync(join(__dirname, "aliveProgram.cjs"), "utf8");
const runOf = "APIG_TEST_RUN";

export interface ProjectOptions extends EmulatorOptions {
  /** Default: one wait and one dependent for each gateway. */
  readonly programText?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the folder that will hold the state, while it is empty. */
  readonly prepare?: (stateFolder: string) => void;
}

/** How a run of the CLI ended. */
export interface Ended {
  readonly code: number | null;
  readonly screen: string;
  readonly events: readonly EngineEvent[];
}

export interface StateFile {
  readonly pending: readonly unknown[];
  readonly resources: readonly {
    readonly urn: string;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly initErrors?: readonly string[];
  }[];
}

/**
 * A program in a folder of its own, run by the real CLI as a child process that gets real signals (the Automation API
 * stands between the two). Every process that a run starts inherits this folder's name, by which leftovers are found.
 */
export class Project {
  private runs = 0;
  private constructor(
    readonly cloud: Emulator,
    readonly folder: string,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async start({ programText = program, env = {}, prepare, ...options }: ProjectOptions = {}) {
    const bin = await ensureEngine();
    const folder = mkdtempSync(join(tmpdir(), "apig-alive-"));
    const cloud = await startEmulator(options);
    mkdirSync(join(folder, "state"));
    prepare?.(join(folder, "state"));
    writeFileSync(join(folder, "index.js"), programText);
    symlinkSync(modules, join(folder, "node_modules"), "junction");
    writeFileSync(join(folder, "package.json"), "{}"); // else the language host warns
    const runtime = { name: "nodejs", options: { typescript: false } };
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "gate", runtime }));
    const project = new Project(cloud, folder, {
      ...withoutPulumi(process.env),
      PATH: [dirname(process.env.APIG_TEST_NODE ?? process.execPath), bin, process.env.PATH].join(delimiter),
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DEBUG_COMMANDS: "1", // else the CLI does not know --event-log
      HW_AUTH_TOKEN: cloud.token,
      HW_PROJECT_ID: cloud.projectId,
      API_GROUP_HOOKS: join(__dirname, "apiGroup.cjs"),
      [runOf]: folder,
      ...env,
    });
    await project.cli(["stack", "init", "test"]);
    await project.cli(["config", "set", "apig:endpoint", cloud.url]);
    return project;
  }

  async stop(): Promise<void> {
    await killAll(runOf, this.folder);
    await this.cloud.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts `pulumi up` for these gateways. */
  up(gateways: string, env: Readonly<Record<string, string>> = {}): CliRun {
    return this.start(["up", "--yes", "--skip-preview"], { GATEWAYS: gateways, ...env });
  }

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): CliRun {
    return new CliRun(args, this.folder, { ...this.env, ...env }, join(this.folder, `events-${this.runs++}.json`));
  }

  /** Runs a CLI command to its end; throws what it printed when it fails. */
  async cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, screen } = await new CliRun(args, this.folder, { ...this.env, ...env }).ended;
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")}: ${screen}`);
    return screen;
  }

  async state(): Promise<StateFile> {
    const { deployment } = JSON.parse(await this.cli(["stack", "export"]));
    return { pending: deployment.pending_operations ?? [], resources: deployment.resources ?? [] };
  }

  /** What runs of this project are still alive. */
  processes = (): ProcessFacts[] => processesWith(runOf, this.folder);
  /** The process that runs the hooks, and the shell that launched it. */
  providers = () =>
    this.processes().filter(({ command }) => /dynamic-provider|pulumi-resource-pulumi-nodejs/.test(command));
  /** How many looks the cloud has seen. */
  looks = (): number => this.cloud.requests.filter(({ path }) => path.endsWith("/progress")).length;
}

/** One run of the CLI in a process group of its own, as a shell starts it. */
export class CliRun {
  private printed = "";
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(
    args: readonly string[],
    folder: string,
    env: NodeJS.ProcessEnv,
    private readonly eventLog?: string,
  ) {
    const flags = [...args, "--non-interactive", "--color", "never", ...(eventLog ? ["--event-log", eventLog] : [])];
    this.process = spawn("pulumi", flags, { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const collect = (chunk: Buffer) => {
      this.printed += chunk;
    };
    this.process.stdout?.on("data", collect);
    this.process.stderr?.on("data", collect);
    this.ended = new Promise((done, fail) => {
      this.process.on("error", fail);
      this.process.on("exit", (code) => done({ code, screen: this.screen, events: this.events }));
    });
  }

  get screen(): string {
    return this.printed;
  }

  get events(): EngineEvent[] {
    if (!this.eventLog || !existsSync(this.eventLog)) return [];
    const lines = readFileSync(this.eventLog, "utf8").split("\n");
    return lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line));
  }

  /** What a terminal does on Ctrl-C: the signal goes to the whole foreground process group. */
  interrupt(): void {
    this.signal("SIGINT", "group");
  }

  signal(signal: NodeJS.Signals, to: "group" | "cli" = "cli"): void {
    const pid = this.process.pid as number;
    process.kill(to === "group" ? -pid : pid, signal);
  }
}

/** Waits for something that another process does, and says what it waited for when that never comes. */
export async function until(what: string, holds: () => boolean, withinMs = 30_000): Promise<number> {
  const began = Date.now();
  while (!holds()) {
    if (Date.now() - began > withinMs) throw new Error(`within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
  return Date.now() - began;
}

function withoutPulumi(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([key]) => !/^(PULUMI|HW|OS|HUAWEICLOUD|GATEWAYS)(_|$)/.test(key)),
  );
}
