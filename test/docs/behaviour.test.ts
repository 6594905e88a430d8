import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

describe("docs/behaviour.md", () => {
  const rows = readFileSync("docs/behaviour.md", "utf8")
    .split("\n")
    .filter((line) => /^\|(?! ?(gateway|situation|change|---)\b)/.test(line) && !line.startsWith("|--"));

  it("has a row for every situation", () => expect(rows.length).to.be.greaterThan(30));

  it("names for each row tests on the real engine that there are", () => {
    for (const row of rows) {
      const [, file = "", titles = ""] = row.match(/\| ([\w-]+\.test\.ts) (".*) \|$/) ?? [];
      expect(file, row).to.not.equal("");
      const tests = readFileSync(join("test/engine", file), "utf8");
      for (const [, title = ""] of titles.matchAll(/"([^"]+)"/g)) {
        expect(tests, row).to.match(new RegExp(`it\\(\\s*["\`]${title}`));
      }
    }
  });
});
