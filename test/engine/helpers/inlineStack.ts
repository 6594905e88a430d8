import { execFile } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  type ConfigMap,
  type EngineEvent,
  LocalWorkspace,
  PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { writeFiles } from "./files";
import type { StateFile } from "./state";

/** What one run of the CLI did. */
export interface Run {
  readonly ok: boolean;
  /** All that the CLI printed. */
  readonly screen: string;
  readonly events: readonly EngineEvent[];
  /** The outputs of the stack after it. */
  readonly outputs: Record<string, unknown>;
}

export type Env = Readonly<Record<string, string>>;

export interface InlineOptions {
  readonly cli: PulumiCommand;
  readonly workDir: string;
  /** Where the engine's processes look for packages. */
  readonly main: string;
  readonly env: Env;
  /** The whole environment of a run, of which `env` is a part. */
  readonly environment: (env: Env) => Record<string, string>;
  readonly config: ConfigMap;
  readonly state: StateFile;
}

/** A stack whose program is a function of the test, run through the Automation API. */
export class InlineStack {
  private constructor(
    private readonly stack: Stack,
    readonly state: StateFile,
    private readonly environment: InlineOptions["environment"],
  ) {}

  static async create(stackName: string, program: PulumiFn, options: InlineOptions): Promise<InlineStack> {
    const { cli: pulumiCommand, workDir, main, env, environment, config, state } = options;
    const projectSettings = { name: "gate", runtime: "nodejs", main } as const;
    const entries = Object.entries(config);
    const plain = entries.filter(([, { secret }]) => !secret).map(([key, { value }]) => [key, value]);
    const stackSettings = { [stackName]: { config: Object.fromEntries(plain) } };
    const place = { pulumiCommand, workDir, envVars: environment(env), projectSettings, stackSettings };
    const stack = await LocalWorkspace.createStack({ projectName: "gate", stackName, program }, place);
    const secret = entries.filter(([, { secret }]) => secret);
    if (secret.length > 0) await stack.setAllConfig(Object.fromEntries(secret));
    return new InlineStack(stack, state, environment);
  }

  /** Where the stack's settings are. */
  get folder(): string {
    return this.stack.workspace.workDir;
  }

  use(program: PulumiFn): void {
    this.stack.workspace.program = program;
  }

  /** The environment of the runs to come: what a user's shell holds, with these instead or besides. */
  useEnv(env: Env): void {
    this.stack.workspace.envVars = this.environment(env);
  }

  /** Any other command of the CLI for this stack; throws what it printed when it fails. */
  command = (...args: string[]): Promise<string> => this.pulumi(...args, "--stack", this.stack.name);

  /** Moves resources into another stack of the project. */
  move = (other: InlineStack, ...urns: string[]): Promise<string> =>
    this.pulumi("state", "move", ...urns, "--yes", "--source", this.stack.name, "--dest", other.stack.name);

  private async pulumi(...args: string[]): Promise<string> {
    const { workDir: cwd, envVars: env } = this.stack.workspace;
    return (await promisify(execFile)("pulumi", [...args, "--non-interactive", "--color=never"], { cwd, env })).stdout;
  }

  /** Sets a key of the stack config for the runs to come. */
  setConfig = (key: string, value: string) => this.stack.setConfig(key, { value });

  up = (options: object = {}) => this.run((seen) => this.stack.up({ ...seen, ...options }));
  preview = (options: object = {}) => this.run((seen) => this.stack.preview({ ...seen, ...options }));
  refresh = (options: object = {}) => this.run((seen) => this.stack.refresh({ ...seen, ...options }));
  previewRefresh = (options: object = {}) => this.run((seen) => this.stack.previewRefresh({ ...seen, ...options }));
  destroy = (options: object = {}) => this.run((seen) => this.stack.destroy({ ...seen, ...options }));

  private async run(start: (seen: object) => Promise<unknown>): Promise<Run> {
    const events: EngineEvent[] = [];
    let screen = "";
    const onOutput = (text: string) => {
      screen += text;
    };
    const onEvent = (event: EngineEvent) => void events.push(event);
    const ok = await start({ color: "never", onOutput, onError: onOutput, onEvent }).then(
      () => true,
      (error: Error) => {
        if (error.name === "Error" && screen === "") screen = error.message;
        return false;
      },
    );
    return { ok, screen, events, outputs: this.state.outputs() };
  }
}

/**
 * The CLI `real` for the Automation API, which asks for outputs and history after every run: three more CLIs. Nobody here
 * reads these answers (the state file has them), so a shell gives them.
 */
export async function quietCli(root: string, real: string): Promise<PulumiCommand> {
  const folder = writeFiles(join(root, "bin"), {
    pulumi: `#!/bin/sh
case "$1 $2" in
  "stack output") echo "{}" ;;
  "stack history") echo "[]" ;;
  *) exec "${real}" "$@" ;;
esac
`,
  });
  chmodSync(join(folder, "pulumi"), 0o755);
  return PulumiCommand.get({ root });
}
