// The command line: flags to options, or every problem at once.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { EmulatorOptions } from "./index";
import { isScenarioName, scenarioNames } from "./scenarios";
import { type GatewaysFile, gatewayProblems } from "./timelineSchema";

export const usage = `usage: npm run emulator -- [--port N] [--gateways FILE] [--speed N] [--scenario NAME] [--record FILE]

  --port N         port to listen on, on 127.0.0.1 only; 0 or none: any free one
  --gateways FILE  JSON object from gateway id to timeline or scenario name; none: one gateway for each scenario
  --speed N        how much faster than real time the timelines run (default 1)
  --scenario NAME  for gateways made through the API: ${scenarioNames.join(", ")} (default success)
  --record FILE    append every request as one line of JSON, without secrets
  --help           show this`;

export type Parsed =
  | { readonly kind: "start"; readonly options: EmulatorOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

const flags = ["port", "gateways", "speed", "scenario", "record"] as const;
type Flag = (typeof flags)[number];
const isFlag = (name: string): name is Flag => (flags as readonly string[]).includes(name);

const defaultGateways: GatewaysFile = Object.fromEntries(scenarioNames.map((name) => [`demo-${name}`, name]));

interface Flags {
  readonly values: Partial<Record<Flag, string>>;
  readonly help: boolean;
  readonly problems: string[];
}

/** parseArgs stops at the first mistake when it is strict; its tokens let us name all of them. */
function readFlags(args: readonly string[]): Flags {
  const options = {
    ...Object.fromEntries(flags.map((name) => [name, { type: "string" as const }])),
    help: { type: "boolean" as const },
  };
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const values: Partial<Record<Flag, string>> = {};
  const problems: string[] = [];
  let help = false;
  for (const token of tokens) {
    if (token.kind === "positional") problems.push(`unexpected argument ${JSON.stringify(token.value)}`);
    if (token.kind !== "option") continue;
    if (token.name === "help") help = true;
    else if (!isFlag(token.name)) problems.push(`${token.rawName}: unknown flag`);
    else if (!token.value || (!token.inlineValue && token.value.startsWith("--")))
      problems.push(`${token.rawName}: needs a value`);
    else values[token.name] = token.value;
  }
  return { values, help, problems };
}

function readNumber(
  flag: Flag,
  value: string | undefined,
  rule: string,
  valid: (n: number) => boolean,
  problems: string[],
) {
  if (value === undefined) return undefined;
  const parsed = value.trim() === "" ? Number.NaN : Number(value);
  if (valid(parsed)) return parsed;
  problems.push(`--${flag}: ${rule}, got ${JSON.stringify(value)}`);
  return undefined;
}

function readGateways(file: string | undefined, problems: string[]): GatewaysFile {
  if (file === undefined) return defaultGateways;
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    const found = gatewayProblems(content);
    problems.push(...found.map((problem) => `${file}: ${problem}`));
    return found.length === 0 ? (content as GatewaysFile) : {};
  } catch (error) {
    problems.push(`--gateways: cannot read ${file} as JSON: ${(error as Error).message}`);
    return {};
  }
}

export function parseOptions(args: readonly string[]): Parsed {
  const { values, help, problems } = readFlags(args);
  if (help) return { kind: "help" };
  const port = readNumber(
    "port",
    values.port,
    "must be a whole number 0..65535",
    (n) => Number.isInteger(n) && n >= 0 && n <= 65535,
    problems,
  );
  const speed = readNumber(
    "speed",
    values.speed,
    "must be a number over 0",
    (n) => Number.isFinite(n) && n > 0,
    problems,
  );
  const { scenario } = values;
  if (scenario !== undefined && !isScenarioName(scenario)) {
    problems.push(`--scenario: must be one of ${scenarioNames.join(", ")}, got ${JSON.stringify(scenario)}`);
  }
  const gateways = readGateways(values.gateways, problems);
  if (problems.length > 0) return { kind: "wrong", problems };
  return {
    kind: "start",
    options: {
      gateways,
      ...(port === undefined ? {} : { port }),
      ...(speed === undefined ? {} : { speed }),
      ...(scenario !== undefined && isScenarioName(scenario) ? { scenario } : {}),
      ...(values.record === undefined ? {} : { recordFile: values.record }),
    },
  };
}
