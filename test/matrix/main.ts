// `npm run test:matrix [-- --cli oldest|newest] [--sdk 3.248] [--node 22]`: what leans on parts of SDK and engine that are no
// public API, with the packed package as users install it, for each CLI, SDK and Node.js that go together. A whole run
// writes docs/maintainers/compatibility.md.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Results } from "../engine/runFiles";
import { type Cell, cells, shown, table } from "./cells";
import { Installed, runIn } from "./run";

const files = ["aliveStop", "aliveRow", "aliveDead", "refresh"].map((name) => `test/engine/${name}.test.ts`);
const page = "docs/maintainers/compatibility.md";
const empty = { type: "string", default: "" } as const;
const { cli, sdk, node } = parseArgs({ options: { cli: empty, sdk: empty, node: empty } }).values;

const wanted = (cell: Cell) => cell.cli.startsWith(cli) && cell.sdk.startsWith(sdk) && cell.node.startsWith(node);

async function main(): Promise<void> {
  const installed = new Installed();
  const results = new Map<Cell, Results>();
  try {
    for (const cell of cells.filter(wanted)) {
      console.log(`\n${cell.cli} CLI, SDK ${cell.sdk}, Node.js ${cell.node}`);
      results.set(cell, await runIn(cell, files, installed));
    }
  } finally {
    installed.remove();
  }
  const told = (cell: Cell) => {
    const result = results.get(cell);
    return result ? shown(result) : "not run";
  };
  console.log(`\n${table(told)}`);
  if (results.size === cells.length) write(table(told));
  const all = [...results.values()];
  process.exitCode = all.length > 0 && all.every(({ failed }) => failed.length === 0) ? 0 : 1;
}

/** Renews the table and its date, and nothing else of the page. */
function write(text: string): void {
  const date = new Date().toISOString().slice(0, 10);
  const old = readFileSync(page, "utf8");
  writeFileSync(page, old.replace(/^Run on .*:\n\n(\|.*\n)+/m, `Run on ${date}:\n\n${text}\n`));
}

main();
