import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

/** Where a row's test may be: on the real engine, with the packed package, with the SDKs, with a release, or at the wire of the plugin. */
const folders = ["test/engine", "test/package", "test/languages", "test/release", "test/provider/native"];

describe("docs/behaviour.md", () => {
  const rows = readFileSync("docs/behaviour.md", "utf8")
    .split("\n")
    .filter((line) => /^\|(?! ?(gateway|situation|change|---)\b)/.test(line) && !line.startsWith("|--"));

  it("has a row for every situation", () => expect(rows.length).to.be.greaterThan(30));

  it("names for each row tests that there are", () => {
    for (const row of rows) {
      const named = [...row.matchAll(/([\w-]+\.test\.ts) ((?:"[^"]+"(?:, )?)+)/g)];
      expect(named, row).not.to.deep.equal([]);
      expect(row).to.match(/\.test\.ts ".*" \|$/);
      for (const [, file = "", titles = ""] of named) {
        const path = folders.map((folder) => join(folder, file)).find(existsSync);
        const tests = readFileSync(path ?? expect.fail(`no ${file}: ${row}`), "utf8");
        for (const [, title = ""] of titles.matchAll(/"([^"]+)"/g)) {
          expect(tests, row).to.match(new RegExp(`it\\(\\s*["\`]${title}`));
        }
      }
    }
  });
});
