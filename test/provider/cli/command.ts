import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { demo } from "../../../emulator";

/** The built command. */
export const command = join(__dirname, "../../../dist/cli/main.js");

/** How a run of the command ended. `code` is as a shell shows it. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which the command runs as a real process, with a credential in the environment and no `pulumi` on PATH. */
export class CommandFolder {
  readonly path = mkdtempSync(join(tmpdir(), "apig-command-"));
  readonly env: Readonly<Record<string, string>> = {
    PATH: [join(this.path, "bin"), dirname(process.execPath)].join(delimiter),
    HOME: this.path,
    HW_AUTH_TOKEN: demo.token,
    HW_PROJECT_ID: demo.projectId,
  };

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
  }

  /** Puts a `pulumi` on PATH that is this shell script. */
  setPulumi(script: string): void {
    this.write({ "bin/pulumi": `#!/bin/sh\n${script}\n` });
    chmodSync(join(this.path, "bin/pulumi"), 0o755);
  }

  remove = () => rmSync(this.path, { recursive: true, force: true });

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [command, ...args], { cwd: this.path, env: { ...this.env, ...env } });
  }

  run = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> =>
    endOf(this.start(args, env));

  /** Runs a script of the shell, in which `$APIG` is the command. */
  shell(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const all = { ...this.env, PATH: `${this.env.PATH}:/bin:/usr/bin`, APIG: `${process.execPath} ${command}`, ...env };
    return endOf(spawn("/bin/bash", ["-c", script], { cwd: this.path, env: all }));
  }
}

/** What a process printed, once it has ended. */
export async function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (chunk) => {
      printed[name] += chunk;
    });
  }
  const [code] = await once(child, "close");
  return { code, ...printed };
}
