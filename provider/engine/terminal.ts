import { closeSync, constants, fstatSync, openSync, readFileSync, readlinkSync } from "node:fs";
import { WriteStream } from "node:tty";

/** How to read about other processes; Linux has this under /proc. */
export interface ProcessFiles {
  read(path: string): string;
  link(path: string): string;
}

/** The terminal on which the CLI draws. */
export interface EngineTerminal {
  /** How wide it is now: it may be resized at any time. Infinity where that cannot be told. */
  columns(): number;
}

const proc: ProcessFiles = { read: (path) => readFileSync(path, "utf8"), link: (path) => readlinkSync(path) };
const farthestAncestor = 4;

/**
 * The terminal of the CLI that started this process, if the CLI surely draws on one; it tells nobody, so its own input and
 * output are looked at. Undefined where they cannot be seen (other systems than Linux): a log needs the greater care.
 */
export function engineTerminal(
  ppid: number,
  env: NodeJS.ProcessEnv,
  { read, link }: ProcessFiles = proc,
): EngineTerminal | undefined {
  if (env.CI) return undefined;
  try {
    let pid = ppid;
    for (let i = 0; i < farthestAncestor; i++) {
      const args = read(`/proc/${pid}/cmdline`).split("\0");
      if (/(^|\/)pulumi$/.test(args[0] ?? "")) {
        // The CLI draws only if its input is a terminal too.
        const [input = "", output = ""] = [0, 1].map((fd) => link(`/proc/${pid}/fd/${fd}`));
        const drawn = [input, output].every((path) => /^\/dev\/(pts\/|tty)/.test(path));
        return drawn && !args.includes("--non-interactive") ? { columns: () => columnsOf(output) } : undefined;
      }
      // "pid (comm) state ppid ..."; comm may contain brackets and spaces.
      pid = Number(read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[1]);
    }
  } catch {
    // Not Linux, or no permission.
  }
  return undefined;
}

/** Node.js tells the width of a terminal only when it opens it. */
function columnsOf(path: string): number {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOCTTY);
    const device = fstatSync(fd).rdev;
    try {
      const stream = new WriteStream(fd);
      stream.destroy();
      return stream.columns || Number.POSITIVE_INFINITY;
    } finally {
      closeIfOpen(fd, device);
    }
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** libuv opens most terminals a second time, and then leaves the first one open. */
function closeIfOpen(fd: number, device: number): void {
  try {
    if (fstatSync(fd).rdev === device) closeSync(fd);
  } catch {
    // It is closed.
  }
}
