import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { onExit } from "signal-exit";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Runs a program to its end and returns its stdout. A failure's message is one line. */
export type Run = (command: string, args: readonly string[], options?: RunOptions) => Promise<string>;

export const runProgram: Run = async (command, args, { cwd, env, signal, timeoutMs } = {}) => {
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    // A separate process group: killing it also ends the grandchildren (compilers, curl).
    detached: process.platform !== "win32",
  });
  const kill = () => killTree(child);
  const forget = onExit(kill);
  const limit = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  limit?.addEventListener("abort", kill);
  signal?.addEventListener("abort", kill);
  try {
    const [stdout, stderr, code] = await Promise.all([lines(child.stdout), lines(child.stderr), ended(child)]);
    signal?.throwIfAborted();
    if (limit?.aborted) throw new Error(`no end within ${(timeoutMs ?? 0) / 1000} s`);
    if (code !== 0) throw new Error(tellingLine(stderr) ?? tellingLine(stdout) ?? `ended with ${code}`);
    return stdout.join("\n");
  } finally {
    forget();
    limit?.removeEventListener("abort", kill);
    signal?.removeEventListener("abort", kill);
  }
};

/** The line with the reason: the first one that is neither progress nor a heading, without user names in URLs. */
export function tellingLine(output: readonly string[]): string | undefined {
  const line = output.find(
    (candidate) => candidate.trim() !== "" && !/^(go: (downloading|finding)|#|\+) /.test(candidate),
  );
  return line?.trim().replace(/:\/\/[^/@\s]+@/g, "://");
}

async function lines(stream: Readable): Promise<string[]> {
  const all: string[] = [];
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) all.push(line);
  return all;
}

/** Resolves with the exit code or the signal's name; rejects when the program could not be started. */
function ended(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // Already gone.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The environment in which `go run` starts a module of tools/modules: no C compiler, no other workspace, no change of the clone. */
export const forGo = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  CGO_ENABLED: "0",
  GOWORK: "off",
  GOFLAGS: "-mod=readonly -trimpath -buildvcs=false",
});
