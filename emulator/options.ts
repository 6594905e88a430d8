// The command line: flags to options, or every problem at once.
import { appendFileSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { demo } from "./demo";
import type { EmulatorOptions } from "./index";
import { metadataModes } from "./metadata";
import { scenarioNames } from "./scenarios";
import { type GatewaysFile, gatewayProblems } from "./timelineSchema";

type Parsed =
  | { readonly kind: "start"; readonly options: EmulatorOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

/** Turns a flag's text into its option, or throws the rules that it breaks. */
type Reader<T> = (text: string) => T;

class BrokenRules extends Error {
  constructor(readonly rules: readonly string[]) {
    super(rules.join("; "));
  }
}

const broken = (rule: string, text: string) => new BrokenRules([`${rule}, got ${JSON.stringify(text)}`]);

function numberWhere(rule: string, isValid: (value: number) => boolean): Reader<number> {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value) || !isValid(value)) throw broken(rule, text);
    return value;
  };
}

function oneOf<T extends string>(names: readonly T[]): Reader<T> {
  return (text) => {
    const name = names.find((each) => each === text);
    if (name === undefined) throw broken(`must be one of ${names.join(", ")}`, text);
    return name;
  };
}

function readGateways(file: string): GatewaysFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BrokenRules([`${file} is not a readable JSON file: ${(error as Error).message}`]);
  }
  const problems = gatewayProblems(content);
  if (problems.length > 0) throw new BrokenRules(problems.map((problem) => `${file}: ${problem}`));
  return content as GatewaysFile;
}

/** Checked at the start, so that a file that cannot be written is not found only at the first request. */
function readRecordFile(file: string): string {
  try {
    appendFileSync(file, "");
  } catch (error) {
    throw new BrokenRules([`${file} is not writable: ${(error as Error).message}`]);
  }
  return file;
}

function readBasePath(text: string): string {
  if (!/^(\/[\w.~-]+)+$/.test(text)) throw broken("must begin with / and not end with it", text);
  return text;
}

const seconds = numberWhere("must be a number of at least 0", (value) => value >= 0);
const positive = numberWhere("must be over 0", (value) => value > 0);
const isPort = (value: number) => Number.isInteger(value) && value >= 0 && value <= 65535;

type Option = keyof EmulatorOptions;
type Flag = readonly [placeholder: string, help: string, option: Option, reader: Reader<unknown>];

const flags: Readonly<Record<string, Flag>> = {
  port: ["N", "port on 127.0.0.1 (any free port)", "port", numberWhere("must be a whole number 0..65535", isPort)],
  gateways: ["FILE", "JSON: id to timeline or scenario (one of each)", "gateways", readGateways],
  speed: ["N", "how much faster the timelines run (1)", "speed", positive],
  scenario: ["NAME", "scenario of gateways created by the API (success)", "scenario", oneOf(scenarioNames)],
  record: ["FILE", "append each request as a JSON line, no secrets", "recordFile", readRecordFile],
  "base-path": ["PATH", "path before /v2 in the gateway calls (none)", "basePath", readBasePath],
  skew: [
    "SECONDS",
    "how far the emulator's clock is ahead (0)",
    "skewSeconds",
    numberWhere("must be a number", () => true),
  ],
  "token-lifetime": ["SECONDS", "lifetime of a token, in real time (86400)", "tokenLifetimeSeconds", seconds],
  "calls-per-second": ["N", "accepted from all callers together (no limit)", "callsPerSecond", positive],
  metadata: ["MODE", `metadata service: ${metadataModes.join(", ")} (v2)`, "metadata", oneOf(metadataModes)],
};

export const usage = `usage: npx pulumi-apig emulator [flags]
   (in a clone: npm run emulator -- [flags])

${Object.entries(flags)
  .map(([name, [placeholder, help]]) => `  ${`--${name} ${placeholder}`.padEnd(26)} ${help}`)
  .join("\n")}
  --help                     show this

Scenarios: ${scenarioNames.join(", ")}
File format and faults: emulator/README.md of the npm package`;

/** For every demo credential the same ones: in the account's project, and in that of the agency. */
const demoGateways: GatewaysFile = Object.fromEntries(
  ["", `${demo.agency.projectId}/`].flatMap((place) => scenarioNames.map((name) => [`${place}demo-${name}`, name])),
);

/** parseArgs stops at the first mistake when it is strict; its tokens let us name all of them. */
function readTokens(args: readonly string[]) {
  const known = Object.keys(flags).map((name) => [name, { type: "string" as const }] as const);
  const options = { ...Object.fromEntries(known), help: { type: "boolean" as const } };
  // Otherwise a flag without a value would take the next flag as its value.
  const isBare = (arg: string, next = "--") => Object.hasOwn(flags, arg.slice(2)) && next.startsWith("--");
  const closed = args.map((arg, index) => (isBare(arg, args[index + 1]) ? `${arg}=` : arg));
  return parseArgs({ args: closed, options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

export function parseOptions(args: readonly string[]): Parsed {
  const problems: string[] = [];
  const options: Partial<Record<Option, unknown>> = { gateways: demoGateways };
  for (const token of readTokens(args)) {
    if (token.kind === "positional") problems.push(`unexpected argument ${JSON.stringify(token.value)}`);
    if (token.kind !== "option") continue;
    if (token.name === "help") return { kind: "help" };
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (flag === undefined || !token.value) {
      problems.push(`${token.rawName}: ${flag === undefined ? "unknown flag" : "needs a value"}`);
      continue;
    }
    const [, , option, reader] = flag;
    try {
      options[option] = reader(token.value);
    } catch (error) {
      if (!(error instanceof BrokenRules)) throw error;
      problems.push(...error.rules.map((rule) => `${token.rawName}: ${rule}`));
    }
  }
  return problems.length > 0 ? { kind: "wrong", problems } : { kind: "start", options: options as EmulatorOptions };
}
