import { readFileSync } from "node:fs";
import { expect } from "chai";

const readme = readFileSync("README.md", "utf8");

describe("README", () => {
  it("names only commands that there are", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = [...readme.matchAll(/npm (?:run ([\w:]+)|(test))/g)].map(([, script, test]) => script ?? test);
    expect(named).to.include("demo").and.include("test");
    for (const script of named) expect(Object.keys(scripts)).to.include(script);
  });
});
