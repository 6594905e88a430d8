// The commands where no npm package is: in the plugin's own file.
import type { Command } from "commander";
import { pluginStart } from "../core/configOrigin";
import { type Home, runCommands } from "./commands";
import { finish } from "./output";

/** Runs a command of the plugin's file, such as `pulumi plugin run --kind resource apig -- doctor`. */
export function runPluginCommands(args: readonly string[], version: string, runEmulator: Home["runEmulator"]): void {
  runCommands(args, { name: "pulumi-resource-apig", start: pluginStart, version, runEmulator, addPluginCommands });
}

function addPluginCommands(program: Command): void {
  program
    .command("plugin", { hidden: true })
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => finish(refused, 1, process.stderr));
}

const refused = [
  "this is the plugin itself, which can neither install nor pack itself. On another machine, give the archive that it came from to",
  "pulumi plugin install resource apig VERSION --file ARCHIVE, or use the npm package: npx pulumi-apig plugin install",
].join("\n");
