// `npm run bench`: what each way to wait costs, in virtual time.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compare, duels } from "./compare";
import { measureAll } from "./measure";
import { parseOptions, usage } from "./options";
import { draw } from "./picture";
import { lagAgainstLooks } from "./pictureData";
import { policies } from "./policies";
import { BadPopulation, readPopulation } from "./populationFile";
import { comparisonText, costTable, duelText, markdownTable } from "./report";

const root = join(__dirname, "..");
const pictureFile = "docs/images/lag-against-looks.svg";

async function benchFile(file: string, json: boolean): Promise<void> {
  const costs = await measureAll(policies, readPopulation(file));
  console.log(json ? JSON.stringify({ policies: costs }, null, 2) : costTable(costs));
}

async function benchPublished(json: boolean): Promise<void> {
  const comparisons = await compare();
  if (json) {
    const populations = comparisons.map(({ population, costs }) => ({ name: population.name, policies: costs }));
    return console.log(JSON.stringify({ populations }, null, 2));
  }
  for (const comparison of comparisons) console.log(comparisonText(comparison));
  console.log(duelText(await duels()));
  const picture = join(root, pictureFile);
  mkdirSync(dirname(picture), { recursive: true });
  writeFileSync(picture, `${draw(await lagAgainstLooks(comparisons))}\n`);
  console.log(`\nwritten: ${pictureFile}`);
  if (writeTable(join(root, "README.md"), markdownTable(comparisons))) console.log("written: the table in README.md");
}

const [begin, end] = ["<!-- bench table -->\n", "\n<!-- /bench table -->"];

/** Puts the table between its two marks, if the file has them. */
function writeTable(file: string, table: string): boolean {
  const [before, rest] = readFileSync(file, "utf8").split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) return false;
  writeFileSync(file, `${before}${begin}${table}${end}${after}`);
  return true;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (typeof options === "string") {
    console.error(`bench: ${options}\n\n${usage}`);
    process.exitCode = 2;
  } else if (options.help) console.log(usage);
  else if (options.population === null) await benchPublished(options.json);
  else await benchFile(options.population, options.json);
}

main().catch((error: unknown) => {
  if (error instanceof BadPopulation) {
    console.error(error.problems.map((problem) => `bench: ${problem}`).join("\n"));
    process.exitCode = 2;
    return;
  }
  console.error(error);
  process.exitCode = 1;
});
