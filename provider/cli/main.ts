#!/usr/bin/env node
// cli/ is the command `npx pulumi-apig`. This file says what the npm package has besides doctor, get and watch.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { runCommands } from "./commands";
import { finish } from "./output";
import { installPlugin, type PluginEnding, packPlugin } from "./plugin";

const { version } = require("../../package.json") as { version: string };

function addPluginCommands(program: Command): void {
  const plugin = program
    .command("plugin")
    .description("the provider plugin apig, for programs in YAML, Python, Go, Java and C#")
    .addHelpText("after", "\nExit codes: 0 done, 1 not done, 2 the command line is wrong.");
  plugin
    .command("install")
    .description("installs the plugin of this package for the pulumi on PATH")
    .action(async () => endPlugin(await installPlugin(version, process.env)));
  plugin
    .command("pack")
    .description("writes the plugin as a tarball, for a server of your own, and prints its path")
    .argument("[folder]", "folder for the tarball", ".")
    .action((folder: string) => endPlugin(packPlugin(version, folder)));
}

function endPlugin({ exitCode, text }: PluginEnding): void {
  finish(text, exitCode, exitCode === 0 ? process.stdout : process.stderr);
}

async function runEmulator(args: readonly string[]): Promise<void> {
  // In the package it is beside this folder. Only this line loads it.
  const { href } = pathToFileURL(join(__dirname, "../emulator/command.js"));
  const { runCommand } = (await import(href)) as { runCommand(args: readonly string[]): Promise<void> };
  await runCommand(args);
}

runCommands(process.argv.slice(2), {
  name: "pulumi-apig",
  start: "npx pulumi-apig",
  version,
  addPluginCommands,
  runEmulator,
});
