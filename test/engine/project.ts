import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Engine, StoredResource } from "./harness";
import { writeFiles } from "./installed";

export interface Settings {
  /** Stack config, as `pulumi config set` writes it: a bare key belongs to the project. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Record<string, string>;
}

export interface Ended {
  readonly ok: boolean;
  readonly screen: string;
}

/** A project in a folder of its own, run by the CLI in that folder, as its user does. The folder has the project's name. */
export class Project {
  private constructor(
    private readonly folder: string,
    private readonly env: Record<string, string>,
    private readonly stateFile: string,
  ) {}

  static async init(engine: Engine, folder: string, { config = {}, env = {} }: Settings = {}): Promise<Project> {
    const name = basename(folder);
    const own = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value]);
    const settings = { config: { "apig:endpoint": engine.cloud.url, ...Object.fromEntries(own) } };
    writeFiles(folder, { "Pulumi.dev.yaml": settings });
    const stateFile = join(engine.folder, ".pulumi/stacks", name, "dev.json");
    const project = new Project(folder, engine.environment({ env }), stateFile);
    const { ok, screen } = await project.pulumi("stack", "init");
    if (!ok) throw new Error(screen);
    return project;
  }

  up = (...flags: string[]) => this.pulumi("up", "--yes", "--skip-preview", ...flags);
  destroy = () => this.pulumi("destroy", "--yes", "--skip-preview");
  pulumi = (...args: string[]) => this.run("pulumi", ...args, "--stack=dev", "--color=never", "--non-interactive");

  /** Any command in the project's folder. */
  run(command: string, ...args: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(command, args, { cwd: this.folder, env: this.env }, (error, stdout, stderr) =>
        resolve({ ok: error === null, screen: stdout + stderr }),
      );
    });
  }

  /** Read from the backend's file: asking the CLI takes a second. */
  resources(): StoredResource[] {
    return JSON.parse(readFileSync(this.stateFile, "utf8")).checkpoint.latest?.resources ?? [];
  }

  outputs(): Record<string, unknown> {
    return this.resources().find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
  }
}
