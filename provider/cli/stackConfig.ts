import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { closest } from "fastest-levenshtein";
import { quoted, said } from "../core/foreignText";
import { knownKeys, secretFields } from "../credentials/settings/names";
import { type Check, well, wrong } from "./report";

const run = promisify(execFile);
const timeoutMs = 15_000;
const name = "stack config";

/** Stack config of the namespace `apig`, and the checks of it. */
export interface StackConfig {
  readonly values: ReadonlyMap<string, string>;
  readonly checks: readonly Check[];
}

export const noStackConfig: StackConfig = {
  values: new Map(),
  checks: [well(name, "there is no Pulumi program in this folder or above it: only the environment is used")],
};

/** Asks the Pulumi CLI for the config of the program in this folder. */
export async function readStackConfig(folder: string, stack: string | undefined): Promise<StackConfig> {
  try {
    const args = ["config", "--json", "--show-secrets", "--non-interactive", ...(stack ? ["--stack", stack] : [])];
    const { stdout } = await run("pulumi", args, { cwd: folder, timeout: timeoutMs });
    return reviewConfig(JSON.parse(stdout));
  } catch (error) {
    const advice =
      "select a stack (pulumi stack select, or --stack), log in and give its passphrase; or run this outside the program's folder to check the environment alone";
    return { values: new Map(), checks: [wrong(name, `cannot be read: ${reasonOf(error)}`, advice)] };
  }
}

/** Never the command's output, which may hold secrets. */
function reasonOf(error: unknown): string {
  const { code, killed, stderr = "" } = error as { code?: string | number; killed?: boolean; stderr?: string };
  if (code === "ENOENT") return "the pulumi command is not on PATH";
  if (killed) return `pulumi config did not answer within ${timeoutMs / 1000} s`;
  return quoted(stderr.split("\n")[0] ?? "");
}

type Entries = Readonly<Record<string, { readonly value?: string; readonly secret?: boolean }>>;

/** Reviews the output of `pulumi config --json`: our values, secrets that are not encrypted, keys that nothing reads. */
export function reviewConfig(entries: Entries): StackConfig {
  const ours = Object.entries(entries).filter(([key]) => key.startsWith("apig:"));
  const values = new Map(ours.map(([key, { value = "" }]) => [key.slice("apig:".length), value]));
  const checks: Check[] = [];
  const plain = secretFields.filter((field) => entries[`apig:${field}`] && !entries[`apig:${field}`]?.secret);
  if (plain.length > 0) {
    const advice = plain.map((field) => `pulumi config set --secret apig:${field}`).join(" and ");
    checks.push(wrong(name, `${plain.map((field) => `apig:${field}`).join(", ")} not encrypted`, `run ${advice}`));
  }
  for (const key of values.keys()) {
    if (knownKeys.includes(key)) continue;
    const advice = said`the nearest known key is apig:${closest(key, knownKeys)}; remove this one with pulumi config rm apig:${key}`;
    checks.push(wrong(name, said`apig:${key} is not a key of this package, so nothing reads it`, advice));
  }
  const keys = values.size > 0 ? said`${[...values.keys()].map((key) => `apig:${key}`)}` : "no key of apig:";
  return { values, checks: checks.length > 0 ? checks : [well(name, keys)] };
}
