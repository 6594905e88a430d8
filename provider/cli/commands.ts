// The commands doctor, get and watch, and how any of them ends. They are the same wherever they are started from: main.ts.
import { Command, CommanderError } from "commander";
import type { Redact } from "../core/foreignText";
import { systemDeps } from "../credentials/connections";
import { Redactor } from "../credentials/redact";
import type { Wanted } from "../credentials/resolve";
import { defaultTimeout, type WaitContext } from "../wait/gatewayWait";
import { barDisplay, type Display, jsonDisplay, logDisplay } from "./displays";
import { diagnose } from "./doctor";
import { type Ending, jsonLine, refusal, unreadable } from "./ending";
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
    .description("Shows the progress of dedicated API gateways and waits until they are ready.")
    .version(home.version)
    .addHelpText(
      "afterAll",
      "\nExit codes of every command: 70 a bug, 74 the output cannot be written,\n141 the output is no longer read.",
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
      .option("--json", "prints JSON, for programs")
      .option("--region <name>", "region of the gateway, such as eu-de")
      .option("--endpoint <url>", "base address of the API")
      .option("--cloud <name>", "entry of clouds.yaml")
      .option("--project-id <id>", "id of the project that the gateway is in")
      .option("--stack <name>", "the stack whose config is read; default: the selected one")
      .option("--no-stack", "ignores the stack config: only the environment is used")
      .on("option:stack", () => forStack.add("--stack"))
      .on("option:no-stack", () => forStack.add("--no-stack"))
      .exitOverride(endingWith(misused));
}

const exampleOf = ({ start }: Home, rest: string) => `Example: ${start} ${rest}`;
const someId = "f5bd0e2a6f0f4d0f8b4a3c8e1c2d3e4f";

function addDoctor(command: AddCommand, home: Home): void {
  command("doctor", doctorMisused)
    .description("checks settings, credential, network, permission and gateway, as pulumi up would use them")
    .argument("[instance-id]", "id of the gateway to check; without it, only the permission is checked")
    .addHelpText("after", "\nExit codes: 0 all is well, 1 something is wrong, 2 the command line is wrong.")
    .addHelpText("after", exampleOf(home, `doctor ${someId}`))
    .action(async (instanceId: string | undefined, { json, stack, ...wanted }: Options) => {
      try {
        const { source, checks: config } = await openSettings(stack, { start: null });
        const found = source === null ? [] : await diagnose(instanceId, wanted, source, systemDeps);
        const report = reportOf([...config, ...found]);
        finish(json ? JSON.stringify(report, null, 2) : asText(report), report.ok ? 0 : 1);
      } catch (error) {
        finish(refusal(error).text, doctorMisused, process.stderr);
      }
    });
}

const endings =
  "\nExit codes: 0 ready, 1 failed, 2 not ready yet,\n3 rejected, not found or wrong usage, 4 no answer, 130 interrupted.";

function addGet(command: AddCommand, home: Home): void {
  command("get", misused)
    .description("sends one request and prints the progress of a gateway in one line")
    .argument("<instance-id>", "id of the gateway")
    .addHelpText("after", `${endings}\n${exampleOf(home, `get ${someId} --region eu-de`)}`)
    .action((instanceId: string, options: Options) =>
      conclude(home, options, (wanted, context) => getGateway(instanceId, wanted, context, Date.now())),
    );
}

function addWatch(command: AddCommand, home: Home): void {
  command("watch", misused)
    .description("waits until gateways are ready; needs no stack")
    .argument("<instance-id...>", "ids of the gateways")
    .option("--timeout <duration>", "how long to wait at most, such as 30m", defaultTimeout)
    .addHelpText("after", `${endings}\n${exampleOf(home, `watch ${someId} --timeout 30m`)}`)
    .action((instanceIds: string[], { timeout, ...options }: Options & { timeout: string }) =>
      conclude(home, options, (wanted, context, redact) =>
        watchGateways(instanceIds, { ...wanted, timeout }, (ids) => displayFor(ids.length, options, redact), context),
      ),
    );
}

function addEmulator(program: Command, { runEmulator }: Home): void {
  program
    .command("emulator")
    .description("starts a local server with the API and IAM, for tests; emulator --help lists its flags")
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action((_options: unknown, { args }: Command) => runEmulator(args));
}

/** Bars that are more than the terminal has lines would scroll away. */
function displayFor(count: number, { json }: Options, redact: Redact): Display {
  const { stdout } = process;
  const print = (line: string) => void stdout.write(`${line}\n`);
  if (json) return jsonDisplay(print, count === 1, redact);
  return stdout.isTTY && count < stdout.rows
    ? barDisplay(stdout, redact)
    : logDisplay((line) => print(redact(line)), count === 1);
}

/**
 * Runs a command that asks the cloud; Ctrl-C ends it at once. Prints the result, errors on the error stream, and exits. It shows nothing
 * that is marked as a secret, whatever its key is.
 */
async function conclude(
  { start }: Home,
  { json, stack, ...wanted }: Options,
  run: (wanted: Wanted, context: WaitContext, redact: Redact) => Promise<Ending>,
): Promise<void> {
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopped.abort());
  const { signal } = stopped;
  const redactor = new Redactor();
  const { redact } = redactor;
  const settled = async () => {
    const { source, checks } = await openSettings(stack, { start, signal });
    if (source === null) return unreadable(checks);
    redactor.add(...(source.secrets ?? []));
    return run(wanted, { source, signal }, redact);
  };
  const { exitCode, text, json: facts, isError } = await settled().catch(refusal);
  if (json) finish(jsonLine(facts, redact), exitCode);
  else finish(redact(text), exitCode, isError ? process.stderr : process.stdout);
}
