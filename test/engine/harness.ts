import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { type ConfigMap, type EngineEvent, LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import type { GatewayReadiness } from "pulumi-apig";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { hermeticEnv } from "../../tools/hermetic";

/** A real Pulumi engine with a home, a backend and an emulated cloud of its own. */
export class Engine {
  private constructor(
    readonly cloud: Emulator,
    readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  static async start(options: EmulatorOptions = {}): Promise<Engine> {
    const bin = await ensureEngine();
    const folder = mkdtempSync(join(tmpdir(), "apig-engine-"));
    const env = hermeticEnv(folder, bin);
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    process.env.PATH = env.PATH;
    return new Engine(await startEmulator({ speed: 100, ...options }), folder, env);
  }

  async stop(): Promise<void> {
    await this.cloud.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A stack of its own for `program`, which `use` may replace later. `env` is the environment of engine and hooks. */
  async stack(name: string, program: PulumiFn, options: StackOptions = {}): Promise<TestStack> {
    const projectSettings = { name: "gate", runtime: "nodejs", main: process.cwd() } as const;
    const workDir = mkdtempSync(join(this.folder, "work-"));
    const place = { projectSettings, workDir, envVars: this.environment(options) };
    return this.configured(
      await LocalWorkspace.createStack({ projectName: "gate", stackName: name, program }, place),
      options,
    );
  }

  /** A stack of the program in a folder, run by the engine's own language host as for a user. */
  async folderStack(name: string, workDir: string, options: StackOptions = {}): Promise<TestStack> {
    const place = { envVars: this.environment(options) };
    return this.configured(await LocalWorkspace.createStack({ stackName: name, workDir }, place), options);
  }

  /** What a user's shell holds: the folders of this engine, and a credential. */
  environment({ env = {} }: StackOptions = {}): Record<string, string> {
    return { ...this.env, HW_AUTH_TOKEN: this.cloud.token, HW_PROJECT_ID: this.cloud.projectId, ...env };
  }

  private async configured(stack: Stack, { config = {} }: StackOptions): Promise<TestStack> {
    await stack.setAllConfig({ "apig:endpoint": { value: this.cloud.url }, ...config });
    const { name: project } = await stack.workspace.projectSettings();
    return new TestStack(stack, join(this.folder, ".pulumi/stacks", project, `${stack.name}.json`));
  }
}

export interface StackOptions {
  readonly config?: ConfigMap;
  readonly env?: Record<string, string>;
}

/** What one run of the CLI did. */
export interface Run {
  readonly ok: boolean;
  /** All that the CLI printed. */
  readonly screen: string;
  readonly events: readonly EngineEvent[];
  readonly outputs: Record<string, unknown>;
}

export class TestStack {
  constructor(
    readonly stack: Stack,
    private readonly stateFile: string,
  ) {}

  /** The state as the backend keeps it: secrets encrypted, which an export through the Automation API undoes. */
  state = () => readFileSync(this.stateFile, "utf8");

  use(program: PulumiFn): void {
    this.stack.workspace.program = program;
  }

  up = (options: object = {}) => this.run((seen) => this.stack.up({ ...seen, ...options }));
  preview = (options: object = {}) => this.run((seen) => this.stack.preview({ ...seen, ...options }));
  refresh = (options: object = {}) => this.run((seen) => this.stack.refresh({ ...seen, ...options }));
  previewRefresh = (options: object = {}) => this.run((seen) => this.stack.previewRefresh({ ...seen, ...options }));
  destroy = (options: object = {}) => this.run((seen) => this.stack.destroy({ ...seen, ...options }));

  /** The state of the one resource with this name. */
  async resource(name: string): Promise<StoredResource | undefined> {
    return (await this.resources()).find(({ urn }) => urn.endsWith(`::${name}`));
  }

  async resources(): Promise<StoredResource[]> {
    return (await this.stack.exportStack()).deployment.resources ?? [];
  }

  private async run(start: (seen: object) => Promise<unknown>): Promise<Run> {
    const events: EngineEvent[] = [];
    let screen = "";
    const onOutput = (text: string) => {
      screen += text;
    };
    const seen = {
      color: "never",
      onOutput,
      onError: onOutput,
      onEvent: (event: EngineEvent) => void events.push(event),
    };
    const ok = await start(seen).then(
      () => true,
      (error: Error) => {
        if (error.name === "Error" && screen === "") screen = error.message;
        return false;
      },
    );
    const outputs = Object.entries(await this.stack.outputs()).map(([key, { value }]) => [key, value]);
    return { ok, screen, events, outputs: Object.fromEntries(outputs) };
  }
}

export interface StoredResource {
  readonly urn: string;
  readonly id?: string;
  readonly type: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly initErrors?: string[];
}

export const placeOf = ({ endpoint, projectId, instanceId }: GatewayReadiness) => ({ endpoint, projectId, instanceId });

/** Something that can only be made on a gateway that is ready. */
export class ApiGroup extends CustomResource {
  constructor(
    name: string,
    args: { endpoint: Input<string>; projectId: Input<string>; instanceId: Input<string> },
    opts?: CustomResourceOptions,
  ) {
    const file = JSON.stringify(join(__dirname, "apiGroup.cjs"));
    super(
      "pulumi-nodejs:dynamic/test:ApiGroup",
      name,
      { ...args, __provider: `exports.handler = () => require(${file}).provider;` },
      opts,
    );
  }
}
