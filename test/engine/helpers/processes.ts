import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProcessFacts {
  readonly pid: number;
  readonly command: string;
}

/** Processes whose environment holds `NAME=value`: those that a test started, and whatever they started. Linux only. */
export function processesWith(name: string, value: string): ProcessFacts[] {
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.flatMap((pid) => {
    if (!read(`/proc/${pid}/environ`).split("\0").includes(`${name}=${value}`)) return [];
    const command = read(`/proc/${pid}/cmdline`).split("\0").join(" ").trim();
    return command === "" ? [] : [{ pid: Number(pid), command }];
  });
}

/** Ends them all, and returns once they are gone. */
export async function killAll(name: string, value: string): Promise<void> {
  for (let left = processesWith(name, value); left.length > 0; left = processesWith(name, value)) {
    for (const { pid } of left) kill(pid);
    await sleep(20);
  }
}

export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // Ended meanwhile, or another user's.
  }
}
