import { readFileSync, readlinkSync } from "node:fs";

/** What is read of other processes; Linux has it under /proc. */
export interface ProcessFiles {
  read(path: string): string;
  link(path: string): string;
}

const proc: ProcessFiles = { read: (path) => readFileSync(path, "utf8"), link: (path) => readlinkSync(path) };
const farthestAncestor = 4;

/**
 * True if the CLI that started this process surely draws on a terminal; it tells nobody, so its own output is looked at.
 * False where that cannot be seen (other systems than Linux): a log needs the greater care.
 */
export function onTerminal(ppid: number, env: NodeJS.ProcessEnv, { read, link }: ProcessFiles = proc): boolean {
  if (env.CI) return false;
  try {
    let pid = ppid;
    for (let i = 0; i < farthestAncestor; i++) {
      const args = read(`/proc/${pid}/cmdline`).split("\0");
      if (/(^|\/)pulumi$/.test(args[0] ?? "")) {
        // The CLI draws only where it could also be typed at.
        const both = [0, 1].every((fd) => /^\/dev\/(pts\/|tty)/.test(link(`/proc/${pid}/fd/${fd}`)));
        return both && !args.includes("--non-interactive");
      }
      // "pid (comm) state ppid ...", and comm may hold anything, also brackets and spaces.
      pid = Number(read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[1]);
    }
  } catch {
    // Not Linux, or not allowed to look.
  }
  return false;
}
