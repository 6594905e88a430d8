#!/usr/bin/env node
import { join } from "node:path";
import { Command } from "commander";
import { systemDeps } from "../credentials/cache";
import { processSource } from "../credentials/settings/processSource";
import { diagnose } from "./doctor";
import { asText, type Report } from "./report";
import { readStackConfig } from "./stackConfig";

interface Options {
  readonly json?: true;
  readonly region?: string;
  readonly endpoint?: string;
  readonly cloud?: string;
  readonly projectId?: string;
  readonly stack?: string;
}

const program = new Command("pulumi-apig").description("Waits for dedicated API gateways in Pulumi programs.");

program
  .command("doctor")
  .description(
    "shows which credential is found, and whether a gateway's progress may be asked for; exit code 0 if all is well",
  )
  .argument("[instance-id]", "the gateway to look at; without one, whether any may be asked for")
  .option("--json", "for programs")
  .option("--region <name>", "as the argument region of a resource")
  .option("--endpoint <url>", "as the argument endpoint")
  .option("--cloud <name>", "as the argument cloud: an entry of clouds.yaml")
  .option("--project-id <id>", "as the argument projectId")
  .option("--stack <name>", "the stack whose config is read; default: the selected one")
  .action(async (instanceId: string | undefined, { json, stack, ...wanted }: Options) => {
    const config = await readStackConfig(process.cwd(), stack);
    const source = processSource((key) => config.values.get(key));
    const { checks } = await diagnose(instanceId, wanted, source, systemDeps);
    const report: Report = { ok: config.check.ok && checks.every(({ ok }) => ok), checks: [config.check, ...checks] };
    console.log(json ? JSON.stringify(report, null, 2) : asText(report));
    process.exitCode = report.ok ? 0 : 1;
  });

program
  .command("emulator")
  .description("starts a local server that speaks the API and IAM, for tests; its own --help lists the flags")
  .helpOption(false)
  .allowUnknownOption()
  .allowExcessArguments()
  .action(async (_options: unknown, { args }: Command) => {
    // The package has it beside this folder. It is loaded here alone: nothing else of the package knows it.
    const path = join(__dirname, "../emulator/command.js");
    const { runCommand } = (await import(path)) as { runCommand(args: readonly string[]): Promise<void> };
    await runCommand(args);
  });

program.parseAsync();
