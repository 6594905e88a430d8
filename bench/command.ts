import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureAll } from "./measure";
import { parseOptions, usage } from "./options";
import { policies } from "./policies";
import { BadPopulation, readPopulation } from "./populationFile";
import { published } from "./populations";
import { costTable, markdownTable } from "./report";

/** What the command leaves: its text, and how it ends. */
export interface Result {
  readonly code: 0 | 2;
  readonly out: string;
  readonly err: string;
}

const done = (out: string): Result => ({ code: 0, out, err: "" });
const wrong = (problems: readonly string[], more = ""): Result => ({
  code: 2,
  out: "",
  err: `${problems.map((problem) => `bench: ${problem}`).join("\n")}${more}`,
});

/** The command line in, the result out; files are written below `root`. */
export async function bench(args: readonly string[], root: string): Promise<Result> {
  const options = parseOptions(args);
  if (typeof options === "string") return wrong([options], `\n\n${usage}`);
  if (options.help) return done(usage);
  try {
    return done(await (options.population === null ? onPublished(root) : onFile(options.population, options.json)));
  } catch (error) {
    if (error instanceof BadPopulation) return wrong(error.problems);
    throw error;
  }
}

async function onFile(file: string, json: boolean): Promise<string> {
  const costs = await measureAll(policies, readPopulation(file));
  return json ? JSON.stringify({ policies: costs }, null, 2) : costTable(costs);
}

/** The table of decision 3. */
export async function publishedTable(): Promise<string> {
  const compared = await Promise.all(
    published().map(async (population) => ({ population, costs: await measureAll(policies, population.timelines) })),
  );
  return markdownTable(compared);
}

async function onPublished(root: string): Promise<string> {
  const table = await publishedTable();
  return `${table}\n\n${writeTable(join(root, tableFile), table) ? `written to ${tableFile}` : `${tableFile} has no place for it`}`;
}

const tableFile = "docs/decisions/0003-polling-schedule.md";
const [begin, end] = ["<!-- bench table -->\n", "\n<!-- /bench table -->"];

/** Puts the table between its two marks, if the file has them. */
function writeTable(file: string, table: string): boolean {
  const [before, rest] = readFileSync(file, "utf8").split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) return false;
  writeFileSync(file, `${before}${begin}${table}${end}${after}`);
  return true;
}
