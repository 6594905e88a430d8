import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation";

/** How a command ended. */
export interface Ended {
  readonly ok: boolean;
  readonly code: number | null;
  readonly screen: string;
  readonly events: readonly EngineEvent[];
}

export interface CliPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file to which the CLI writes its events. */
  readonly eventLog?: string;
}

/** One run of a command, in a process group of its own as a shell starts it. */
export class CliRun {
  private printed = "";
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(
    command: string,
    args: readonly string[],
    private readonly place: CliPlace,
  ) {
    const { cwd, env } = place;
    this.process = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const collect = (chunk: Buffer) => {
      this.printed += chunk;
    };
    this.process.stdout?.on("data", collect);
    this.process.stderr?.on("data", collect);
    this.ended = new Promise((done, fail) => {
      this.process.on("error", fail);
      this.process.on("exit", (code) => {
        const end = () => done({ ok: code === 0, code, screen: this.screen, events: this.events });
        // The last lines may come after the exit. A process that outlives a killed CLI keeps the streams open: it is not waited for.
        const timer = setTimeout(end, 1000);
        this.process.on("close", () => {
          clearTimeout(timer);
          end();
        });
      });
    });
  }

  get screen(): string {
    return this.printed;
  }

  get events(): EngineEvent[] {
    const { eventLog } = this.place;
    if (!eventLog || !existsSync(eventLog)) return [];
    const lines = readFileSync(eventLog, "utf8").split("\n");
    return lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line));
  }

  /** What a terminal does on Ctrl-C: the signal goes to the whole foreground process group. */
  interrupt(): void {
    process.kill(-(this.process.pid as number), "SIGINT");
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}

/** Waits for something that another process does, and says what it waited for when that never comes. */
export async function until(what: string, holds: () => boolean, withinMs = 60_000): Promise<number> {
  const began = Date.now();
  while (!holds()) {
    if (Date.now() - began > withinMs) throw new Error(`within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
  return Date.now() - began;
}
