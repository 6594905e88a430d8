import { readFileSync } from "node:fs";
import { CliRun, type Ended } from "./cliRun";

/** The fenced blocks of a language in a document, or in one chapter of it. */
export function blocksOf(document: string, language: string, chapter?: string): string[] {
  const text = readFileSync(document, "utf8");
  const part =
    chapter === undefined ? text : (text.split(/^##+ /m).find((each) => each.startsWith(`${chapter}\n`)) ?? "");
  return [...part.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, block = ""]) => block);
}

/** Types these lines into one shell, and ends at the first that fails. */
export function typeInto(cwd: string, lines: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new CliRun("bash", ["-ec", lines.join("\n")], { cwd, env }).ended;
}
