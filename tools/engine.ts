// `npm run engine [-- --cli oldest|newest] [--hosts yaml,python]`: prints the folder to put on PATH as the last line of
// stdout; everything else goes to stderr.
import { parseArgs } from "node:util";
import { ensureEngine } from "./engine/ensureEngine";
import { cliNames, hostNames } from "./engine/pins";
import { interruptSignal } from "./interrupt";

const signal = interruptSignal("; the next run starts anew");

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { cli: { type: "string" }, hosts: { type: "string", default: "" } } });
  const cli = values.cli === undefined ? undefined : oneOf(cliNames, values.cli, "--cli");
  const asked = values.hosts.split(",").filter((name) => name !== "");
  const hosts = asked.map((name) => oneOf(hostNames, name, "--hosts"));
  console.log(await ensureEngine({ cli, hosts, signal }));
}

function oneOf<T extends string>(names: readonly T[], given: string, option: string): T {
  const found = names.find((name) => name === given);
  if (found === undefined) throw new Error(`${option}: ${given} is none of ${names.join(", ")}`);
  return found;
}

main().catch((error: unknown) => {
  process.exitCode ||= 1;
  console.error(`engine: ${error instanceof Error ? error.message : error}`);
});
