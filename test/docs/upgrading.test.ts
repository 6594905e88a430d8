import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect } from "chai";

describe("docs/upgrading.md", () => {
  const [, promises = ""] = readFileSync("docs/upgrading.md", "utf8").split("## What stays the same");
  const files = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));

  it("names for each promise tests that there are", () => {
    const rows = promises.split("\n").filter((line) => /^\|(?!---| what \|)/.test(line));
    expect(rows.length).to.be.greaterThan(7);
    for (const row of rows) {
      const named = [...row.matchAll(/([\w-]+\.test\.ts) ((?:"[^"]+"(?:, )?)+)/g)];
      expect(named, row).not.to.deep.equal([]);
      for (const [, file = "", titles = ""] of named) {
        const found = files
          .filter((each) => basename(each) === file)
          .map((each) => readFileSync(`test/${each}`, "utf8"));
        for (const [, title = ""] of titles.matchAll(/"([^"]+)"/g)) {
          // A title may begin with what a loop gives.
          const asTitle = new RegExp(`it\\(\\s*["\`](\\$\\{name\\}: )?${title}`);
          expect(
            found.some((text) => asTitle.test(text)),
            `${file}: ${title}`,
          ).to.equal(true);
        }
      }
    }
  });
});
