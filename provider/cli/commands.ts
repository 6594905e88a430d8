// The commands doctor, get and watch, and how any of them ends. They are the same wherever they are started from: main.ts.
import { Command, CommanderError } from "commander";
import { systemDeps } from "../credentials/connections";
import type { Wanted } from "../credentials/resolve";
import { defaultTimeout, type WaitContext } from "../wait/gatewayWait";
import { barDisplay, type Display, jsonDisplay, logDisplay } from "./displays";
import { diagnose } from "./doctor";
import { type Ending, refusal, unreadable } from "./ending";
import { getGateway, watchGateways } from "./gateway";
import { end, finish, guardOutput } from "./output";
import { asText, reportOf } from "./report";
import { openSettings } from "./stackConfig";

interface Options extends Pick<Wanted, "region" | "endpoint" | "cloud" | "projectId"> {
  readonly json?: true;
  readonly stack?: string | false;
}

/** Where the commands are started from, and what it has besides them. */
export interface Home {
  /** The program's own name. */
  readonly name: string;
  /** What a person types before a command, such as `npx pulumi-apig`. */
  readonly start: string;
  readonly version: string;
  addPluginCommands(program: Command): void;
  runEmulator(args: readonly string[]): Promise<void>;
}

/** A setting, an argument or the command line itself is wrong. */
const misused = 3;
/** The same for `doctor`. */
const doctorMisused = 2;

/** Runs the command that the arguments name, to its end. */
export function runCommands(args: readonly string[], home: Home): void {
  const program = new Command(home.name)
    .description("Waits for dedicated API gateways in Pulumi programs.")
    .version(home.version)
    .addHelpText(
      "afterAll",
      "\nExit codes of every command: 70 a defect, 74 the output cannot be written, 141 nobody reads it.",
    )
    .exitOverride(endingWith(doctorMisused));
  const command = commandsOf(program);
  addDoctor(command, home);
  addGet(command, home);
  addWatch(command, home);
  home.addPluginCommands(program);
  addEmulator(program, home);
  guardOutput();
  program.parseAsync(args, { from: "user" }).catch((error) => {
    if (!(error instanceof CommanderError)) throw error;
    end("", error.exitCode);
  });
}

/** All is said (help, version, or what is wrong with the command line); what is wrong ends with this code. */
const endingWith = (misused: number) => (error: CommanderError) => {
  throw Object.assign(error, { exitCode: error.exitCode === 0 ? 0 : misused });
};

type AddCommand = (name: string, misused: number) => Command;

/** Adds a subcommand with the arguments of a resource, and with its exit code for a wrong command line. */
function commandsOf(program: Command): AddCommand {
  /** Commander takes the last of these two; which one is meant cannot be told. */
  const forStack = new Set<string>();
  program.hook("preAction", (_program, command) => {
    if (forStack.size > 1) command.error("error: --stack and --no-stack cannot be used together");
  });
  return (name, misused) =>
    program
      .command(name)
      .option("--json", "for programs")
      .option("--region <name>", "as the argument region of a resource")
      .option("--endpoint <url>", "as the argument endpoint")
      .option("--cloud <name>", "as the argument cloud: an entry of clouds.yaml")
      .option("--project-id <id>", "as the argument projectId")
      .option("--stack <name>", "the stack whose config is read; default: the selected one")
      .option("--no-stack", "leaves the stack config out: only the environment is used")
      .on("option:stack", () => forStack.add("--stack"))
      .on("option:no-stack", () => forStack.add("--no-stack"))
      .exitOverride(endingWith(misused));
}

const exampleOf = ({ start }: Home, rest: string) => `Example: ${start} ${rest}`;
const someId = "f5bd0e2a6f0f4d0f8b4a3c8e1c2d3e4f";

function addDoctor(command: AddCommand, home: Home): void {
  command("doctor", doctorMisused)
    .description("checks settings, credential, network, permission and gateway, as pulumi up would use them")
    .argument("[instance-id]", "the gateway to check; without one: whether any may be asked for")
    .addHelpText("after", "\nExit codes: 0 all is well, 1 something is wrong, 2 the command line is wrong.")
    .addHelpText("after", exampleOf(home, `doctor ${someId}`))
    .action(async (instanceId: string | undefined, { json, stack, ...wanted }: Options) => {
      try {
        const { source, checks: config } = await openSettings(stack, home);
        const found = source === null ? [] : await diagnose(instanceId, wanted, source, systemDeps);
        const report = reportOf([...config, ...found]);
        finish(json ? JSON.stringify(report, null, 2) : asText(report), report.ok ? 0 : 1);
      } catch (error) {
        finish(refusal(error).text, doctorMisused, process.stderr);
      }
    });
}

const endings =
  "\nExit codes: 0 ready, 1 failed, 2 not ready yet, 3 refused, unknown or misused, 4 no answer, 130 interrupted.";

function addGet(command: AddCommand, home: Home): void {
  command("get", misused)
    .description("shows how far the creation of a gateway is, in one line")
    .argument("<instance-id>", "the gateway")
    .addHelpText("after", `${endings}\n${exampleOf(home, `get ${someId} --region eu-de`)}`)
    .action((instanceId: string, options: Options) =>
      conclude(home, options, (wanted, context) => getGateway(instanceId, wanted, context, Date.now())),
    );
}

function addWatch(command: AddCommand, home: Home): void {
  command("watch", misused)
    .description("waits until gateways are ready, without a stack")
    .argument("<instance-id...>", "the gateways")
    .option("--timeout <duration>", "how long at most, such as 30m", defaultTimeout)
    .addHelpText("after", `${endings}\n${exampleOf(home, `watch ${someId} --timeout 30m`)}`)
    .action((instanceIds: string[], { timeout, ...options }: Options & { timeout: string }) =>
      conclude(home, options, (wanted, context) =>
        watchGateways(instanceIds, { ...wanted, timeout }, (ids) => displayFor(ids.length, options), context),
      ),
    );
}

function addEmulator(program: Command, { runEmulator }: Home): void {
  program
    .command("emulator")
    .description("starts a local server that speaks the API and IAM, for tests; its own --help lists the flags")
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action((_options: unknown, { args }: Command) => runEmulator(args));
}

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Bars that are more than the terminal has lines would scroll away. */
function displayFor(count: number, { json }: Options): Display {
  const { stdout } = process;
  if (json) return jsonDisplay(print, count === 1);
  return stdout.isTTY && count < stdout.rows ? barDisplay(stdout) : logDisplay(print, count === 1);
}

/** Runs a command that asks the cloud; Ctrl-C ends it at once. Prints the result, errors on the error stream, and exits. */
async function conclude(
  { start }: Home,
  { json, stack, ...wanted }: Options,
  run: (wanted: Wanted, context: WaitContext) => Promise<Ending>,
): Promise<void> {
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopped.abort());
  const { signal } = stopped;
  const settled = async () => {
    const { source, checks } = await openSettings(stack, { start, signal });
    if (source === null) return unreadable(checks);
    return run(wanted, { source, signal });
  };
  const { exitCode, text, json: facts, isError } = await settled().catch(refusal);
  if (json) finish(JSON.stringify(facts), exitCode);
  else finish(text, exitCode, isError ? process.stderr : process.stdout);
}
