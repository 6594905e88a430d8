import { basename, join } from "node:path";
import { CliRun, type Ended } from "./cliRun";
import type { Engine } from "./engine";
import { writeFiles } from "./files";
import type { Env } from "./inlineStack";
import type { ProcessFacts } from "./processes";
import type { StateFile } from "./state";

export interface ProjectOptions {
  /** Stack config, as `pulumi config set` writes it: a bare key belongs to the project. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Env;
}

/**
 * A project in a folder of its own with a stack `dev`, run by the real CLI in that folder, as its user does: it gets real
 * signals, between which and a test the Automation API stands. The folder has the project's name.
 */
export class Project {
  private runs = 0;
  private constructor(
    readonly engine: Engine,
    readonly folder: string,
    readonly env: NodeJS.ProcessEnv,
    readonly state: StateFile,
  ) {}

  static async init(engine: Engine, folder: string, { config = {}, env = {} }: ProjectOptions = {}): Promise<Project> {
    const name = basename(folder);
    const own = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value]);
    const settings = { config: { "apig:endpoint": engine.cloud.url, ...Object.fromEntries(own) } };
    writeFiles(folder, { "Pulumi.dev.yaml": settings });
    // Without the last one the CLI does not know --event-log.
    const all = { ...engine.environment(env), PULUMI_DEBUG_COMMANDS: "1" };
    const project = new Project(engine, folder, all, engine.state(name, "dev"));
    await project.pulumi("stack", "init");
    return project;
  }

  up = (...flags: string[]) => this.start(["up", ...unasked, ...flags]).ended;
  destroy = () => this.start(["destroy", ...unasked]).ended;

  /** Starts `pulumi up` with these variables; its `ended` tells how it ended. */
  startUp = (env: Env = {}): CliRun => this.start(["up", ...unasked], env);

  /** Starts a CLI command. All but `cancel` can write their events to a file. */
  start(args: readonly string[], env: Env = {}): CliRun {
    const eventLog = join(this.folder, `events-${this.runs++}.json`);
    const place = { cwd: this.folder, env: { ...this.env, ...env }, eventLog };
    const log = args[0] === "cancel" ? [] : ["--event-log", eventLog];
    return new CliRun("pulumi", [...args, ...always, ...log], place);
  }

  /** Runs any CLI command to its end; throws what it printed when it fails. */
  async pulumi(...args: string[]): Promise<string> {
    const { ok, screen } = await this.run("pulumi", ...args, ...always);
    if (!ok) throw new Error(`pulumi ${args.join(" ")}: ${screen}`);
    return screen;
  }

  /** Any command in the project's folder. */
  run(command: string, ...args: string[]): Promise<Ended> {
    return new CliRun(command, args, { cwd: this.folder, env: this.env }).ended;
  }

  /** The process that runs the hooks, and the shell that launched it; of the plugin, one process. */
  providers = (): ProcessFacts[] =>
    this.engine
      .processes()
      .filter(({ command }) => /dynamic-provider|pulumi-resource-pulumi-nodejs|resource-apig-v/.test(command));
}

const unasked = ["--yes", "--skip-preview"];
const always = ["--stack=dev", "--color=never", "--non-interactive"];
