// The command: starts the emulator as its arguments say, and ends it with the process.
import { greeting } from "./greeting";
import { startEmulator } from "./index";
import { parseOptions, usage } from "./options";

/** Runs until Ctrl-C or SIGTERM. Exit code 0; 1: it did not start; 2: wrong arguments, all of them named. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const parsed = parseOptions(args);
  if (parsed.kind === "help") return console.log(usage);
  if (parsed.kind === "wrong") {
    console.error(`${parsed.problems.map((problem) => `emulator: ${problem}`).join("\n")}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    const emulator = await startEmulator(parsed.options);
    const stop = () => void emulator.close();
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    whenNpxIsGone(stop);
    console.log(greeting(emulator, parsed.options));
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException)?.code === "EADDRINUSE";
    const advice = isTaken ? "; another emulator may still be running: stop it, or give another --port" : "";
    console.error(`emulator: ${error instanceof Error ? error.message : error}${advice}`);
    process.exitCode = 1;
  }
}

/** npx sends a signal to the shell that it starts, which ends and passes it to nobody: what it started has a new parent then. */
function whenNpxIsGone(stop: () => void): void {
  if (process.env.npm_command !== "exec") return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    stop();
  }, 500).unref();
}
