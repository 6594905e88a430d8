// The emulator as a command.
import { greeting } from "./greeting";
import { startEmulator } from "./index";
import { parseOptions, usage } from "./options";

async function main(): Promise<void> {
  const parsed = parseOptions(process.argv.slice(2));
  if (parsed.kind === "help") return console.log(usage);
  if (parsed.kind === "wrong") {
    console.error(`${parsed.problems.map((problem) => `emulator: ${problem}`).join("\n")}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const emulator = await startEmulator(parsed.options);
  console.log(greeting(emulator, parsed.options));
  const stop = () => void emulator.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => {
  console.error(`emulator: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
