import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { secretFields } from "../credentials/settings/names";
import type { Check } from "./report";

const run = promisify(execFile);

/** Stack config of the namespace `apig`, and what is to be said about it. */
export interface StackConfig {
  readonly values: ReadonlyMap<string, string>;
  readonly check: Check;
}

/** Asks the Pulumi CLI for the config of the program in this folder; without a program there is none. */
export async function readStackConfig(cwd: string, stack: string | undefined): Promise<StackConfig> {
  const name = "stack config";
  if (!["Pulumi.yaml", "Pulumi.yml"].some((file) => existsSync(join(cwd, file)))) {
    return { values: new Map(), check: { name, ok: true, text: "no Pulumi program in this folder", advice: null } };
  }
  try {
    const args = ["config", "--json", "--show-secrets", "--non-interactive", ...(stack ? ["--stack", stack] : [])];
    const { stdout } = await run("pulumi", args, { cwd, timeout: 30_000 });
    return reviewConfig(name, JSON.parse(stdout));
  } catch (error) {
    // Never its output, which may hold secrets.
    const { code, stderr = "" } = error as { code?: string | number; stderr?: string };
    const reason = code === "ENOENT" ? "the pulumi command is not on PATH" : (stderr.split("\n")[0] ?? "");
    const advice =
      "select a stack (pulumi stack select, or --stack), log in and give its passphrase; or run this elsewhere to look at the environment alone";
    return { values: new Map(), check: { name, ok: false, text: `not readable: ${reason}`, advice } };
  }
}

type Entries = Readonly<Record<string, { readonly value?: string; readonly secret?: boolean }>>;

function reviewConfig(name: string, entries: Entries): StackConfig {
  const ours = Object.entries(entries).filter(([key]) => key.startsWith("apig:"));
  const values = new Map(ours.map(([key, { value = "" }]) => [key.slice("apig:".length), value]));
  const plain = secretFields.filter((field) => entries[`apig:${field}`] && !entries[`apig:${field}`]?.secret);
  const keys = [...values.keys()].map((key) => `apig:${key}`).join(", ");
  if (plain.length === 0) return { values, check: { name, ok: true, text: keys || "no key of apig:", advice: null } };
  const text = `${plain.map((field) => `apig:${field}`).join(", ")} not encrypted`;
  const advice = plain.map((field) => `pulumi config set --secret apig:${field}`).join(" and ");
  return { values, check: { name, ok: false, text, advice: `run ${advice}` } };
}
