// What tests on the real engine share: one emulator, one backend in a scratch folder, and the CLI. Begin here.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ConfigMap, PulumiCommand, PulumiFn } from "@pulumi/pulumi/automation";
import { config } from "chai";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";
import { ensureEngine } from "../../../tools/engine/ensureEngine";
import { cliNames, type HostName } from "../../../tools/engine/pins";
import { hermeticEnv } from "../../../tools/hermetic";
import { type Env, InlineStack, quietCli } from "./inlineStack";
import { killAll, type ProcessFacts, processesWith } from "./processes";
import { StateFile } from "./state";

// A test that fails shows the whole screen.
config.truncateThreshold = 0;

/** By which the state and the screen name the resource. */
export const typeToken = "pulumi-nodejs:apig:Ready";

const runOf = "APIG_TEST_RUN";

/** In whose node_modules are the programs' packages: this clone, or a folder that holds another set of versions. */
const modules = process.env.APIG_TEST_MODULES;
export const programFolder = modules ? dirname(modules) : process.cwd();
/** The CLI that the run asks for; undefined: the default. */
export const askedCli = cliNames.find((name) => name === process.env.APIG_TEST_CLI);

export interface StackOptions {
  readonly config?: ConfigMap;
  readonly env?: Env;
}

export interface EngineStart extends EmulatorOptions {
  /** Language hosts besides the one for Node.js. */
  readonly hosts?: readonly HostName[];
}

/** A real Pulumi engine with a home, a backend and an emulated cloud of its own. */
export class Engine {
  private cli?: Promise<PulumiCommand>;

  private constructor(
    readonly cloud: Emulator,
    readonly folder: string,
    private readonly bin: string,
    private readonly env: Record<string, string>,
  ) {}

  static async start({ hosts = [], ...options }: EngineStart = {}): Promise<Engine> {
    const bin = await ensureEngine({ cli: askedCli, hosts });
    const folder = mkdtempSync(join(tmpdir(), "apig-engine-"));
    const env = hermeticEnv(folder, bin);
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    process.env.PATH = env.PATH;
    return new Engine(await startEmulator({ speed: 100, ...options }), folder, bin, env);
  }

  async stop(): Promise<void> {
    await killAll(runOf, this.folder);
    await this.cloud.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A stack of its own for `program`, which `use` may replace later. `env` is the environment of engine and hooks. */
  async stack(name: string, program: PulumiFn, { config = {}, env = {} }: StackOptions = {}): Promise<InlineStack> {
    this.cli ??= quietCli(join(this.folder, "cli"), join(this.bin, "pulumi"));
    return InlineStack.create(name, program, {
      cli: await this.cli,
      main: programFolder,
      workDir: mkdtempSync(join(this.folder, "work-")),
      env,
      environment: this.environment,
      config: { "apig:endpoint": { value: this.cloud.url }, ...config },
      state: this.state("gate", name),
    });
  }

  /** What a user's shell holds: the folders of this engine, and a credential. */
  environment = (env: Env = {}): Record<string, string> => {
    const { token, projectId } = this.cloud;
    return { ...this.env, [runOf]: this.folder, HW_AUTH_TOKEN: token, HW_PROJECT_ID: projectId, ...env };
  };

  /** Where the backend keeps the state of all stacks. */
  get backend(): string {
    return join(this.folder, ".pulumi");
  }

  state = (project: string, stack: string) => new StateFile(join(this.backend, "stacks", project, `${stack}.json`));

  /** What runs of this engine are still alive: every process that a run starts inherits the folder's name. */
  processes = (): ProcessFacts[] => processesWith(runOf, this.folder);

  /** How many polls the cloud has seen. */
  polls = (): number => this.cloud.requests.filter(({ path }) => path.endsWith("/progress")).length;

  /** Requests about one gateway. */
  asked = (gateway: string) => this.cloud.requests.filter(({ gatewayId }) => gatewayId === gateway);
}
