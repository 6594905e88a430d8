import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { stackConfig } from "../core/configOrigin";
import { invalidArgument, quoted, said } from "../core/foreignText";
import { secretFields } from "../credentials/settings/names";
import { processSource } from "../credentials/settings/processSource";
import type { SettingsSource } from "../credentials/settings/profile";
import { unknownKeys } from "../credentials/settings/unknownKeys";
import { ApigError } from "../errors";
import { currentFolder, findProject } from "./project";
import { type Check, well, wrong } from "./report";

const run = promisify(execFile);
const longestAnswer = 2 ** 26;
const name = "stack config";
const noProgram = "there is no Pulumi program in this folder or above it";

const advice = "Select a stack with --stack NAME, or use only the environment with --no-stack";

/**
 * The settings that `pulumi up` would have in the current folder, and the checks of its stack config; null where that cannot be read:
 * without it, another account might be asked. `stack`: a stack's name; false: its config is left out; by default the selected one counts. Throws APIG_INVALID_ARGUMENT for a
 * stack that cannot be meant and where the folder is gone, APIG_INTERRUPTED when the signal aborts. `start`: what stands before a command; null: no message names the doctor.
 */
export async function openSettings(
  stack: string | false | undefined,
  { start, signal }: { readonly start: string | null; readonly signal?: AbortSignal },
): Promise<{ readonly source: SettingsSource | null; readonly checks: readonly Check[] }> {
  // As an unset variable of a script leaves it; the selected stack may be another one.
  if (stack === "") throw invalidArgument`--stack must be the name of a stack, not empty`;
  const cwd = currentFolder();
  const project = findProject(cwd);
  if (project === null && stack) throw invalidArgument`--stack ${stack} cannot be used here: ${noProgram}`;
  const why = stack === false ? "ignored (--no-stack)" : noProgram;
  const { values, secrets, checks } =
    project === null || stack === false
      ? { values: new Map<string, string>(), secrets: [], checks: [well(name, `${why}: only the environment is used`)] }
      : await readStackConfig(project.folder, stack, signal);
  const origin = () => ({ ...stackConfig, doctor: start === null ? null : `${start} doctor` });
  if (values === null) return { source: null, checks };
  const source = processSource((key) => values.get(key), { folder: project?.cwd ?? cwd, origin });
  return { source: Object.assign(source, { secrets }), checks };
}

/**
 * Asks the Pulumi CLI for the config of a stack of the program in this folder, by default of the selected one; null where it cannot be
 * read. Throws APIG_INTERRUPTED when the signal aborts.
 */
export async function readStackConfig(folder: string, stack?: string, signal?: AbortSignal, limitMs = 15_000) {
  try {
    const args = ["config", "--json", "--show-secrets", "--non-interactive", ...(stack ? ["--stack", stack] : [])];
    const limits = { timeout: limitMs, killSignal: "SIGKILL", maxBuffer: longestAnswer, signal } as const;
    const { stdout } = await run("pulumi", args, { cwd: folder, ...limits });
    return reviewConfig(JSON.parse(stdout));
  } catch (error) {
    // Of the command, or of what it printed.
    if (!("cmd" in Object(error)) && !(error instanceof SyntaxError)) throw error;
    if (signal?.aborted) throw new ApigError("APIG_INTERRUPTED", "interrupted while the stack config was read");
    return { values: null, secrets: [], checks: [wrong(name, `cannot be read: ${reasonOf(error, limitMs)}`, advice)] };
  }
}

/** Never the command's output, which may hold secrets. */
function reasonOf(error: unknown, limitMs: number): string {
  const { code, killed, stderr } = error as { code?: string | number; killed?: boolean; stderr?: string };
  if (code === "ENOENT") return "the pulumi command is not on PATH";
  if (killed) return `pulumi config did not answer within ${limitMs / 1000} s`;
  if (stderr === undefined) return "the answer of pulumi config is not JSON";
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  // Warnings may come first.
  const [told = `pulumi config ended with ${code}`] = [...lines.filter((line) => line.startsWith("error:")), ...lines];
  // What the CLI advises is for its own commands; ours have flags.
  return quoted(told.replace(/^error: /, "").replace(/; please (use|run) .*/, ""));
}

type Entries = Readonly<Record<string, { readonly value?: string; readonly secret?: boolean }>>;

/** Reviews the output of `pulumi config --json`: our values, secrets that are not encrypted, keys that nothing reads. */
export function reviewConfig(entries: Entries) {
  const ours = Object.entries(entries).filter(([key]) => key.startsWith("apig:"));
  const values = new Map(ours.map(([key, { value = "" }]) => [key.slice("apig:".length), value]));
  const secrets = ours.flatMap(([, { value, secret }]) => (secret && value ? [value] : []));
  const checks: Check[] = [];
  const plain = secretFields.filter((field) => entries[`apig:${field}`] && !entries[`apig:${field}`]?.secret);
  if (plain.length > 0) {
    const advice = plain.map((field) => stackConfig.setBy(field, "--secret")).join(" and ");
    checks.push(wrong(name, `not encrypted: ${plain.map(stackConfig.key).join(", ")}`, `run ${advice}`));
  }
  for (const [key, text] of unknownKeys(values.keys(), stackConfig))
    checks.push(wrong(name, text, said`to remove it: pulumi config rm apig:${key}`));
  const keys = values.size > 0 ? said`${[...values.keys()].map((key) => `apig:${key}`)}` : "no apig: keys";
  return { values, secrets, checks: checks.length > 0 ? checks : [well(name, keys)] };
}
