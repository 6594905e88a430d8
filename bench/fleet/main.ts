// `npm run bench:fleet`: what a thousand stacks do to a cloud, in virtual time; writes the table of docs/scale.md.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fleetTable } from "./report";
import { simulate } from "./simulate";

const file = join(__dirname, "../../docs/scale.md");
const table = /(<!-- fleet table -->\n)[\s\S]*(<!-- \/fleet table -->)/;

fleetTable(simulate)
  .then((text) => {
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(table, (_, before, after) => `${before}${text}\n${after}`),
    );
    console.log(text);
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
