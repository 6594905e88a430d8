import { readFileSync } from "node:fs";
import { expect } from "chai";
import { changelogProblems, sectionsOf, timeOf } from "../../../tools/release/changelog";

const changelog = (...headings: string[]) =>
  ["# Changelog", ...headings.map((each) => `## ${each}\n### Features\n- x`)].join("\n\n");
const dated = changelog("0.2.0 (2026-12-01)", "0.1.0 (2026-11-02)");

describe("the changelog", () => {
  it("begins with the version of package.json, released or not", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(sectionsOf(readFileSync("CHANGELOG.md", "utf8"))[0]?.version).to.equal(version);
  });

  it("with a date for the version that it begins with: ready", () => {
    expect(changelogProblems(dated, "0.2.0")).to.deep.equal([]);
    expect(sectionsOf(dated)[1]).to.deep.equal({ version: "0.1.0", date: "2026-11-02" });
  });

  const refused: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "unreleased",
      changelog("0.2.0 (unreleased)"),
      "0.2.0",
      /has no date for 0\.2\.0: write "## 0\.2\.0 \(YYYY-MM-DD\)"/,
    ],
    ["without a word", changelog("0.2.0"), "0.2.0", /has no date for 0\.2\.0/],
    ["with a month that there is not", changelog("0.2.0 (2026-13-40)"), "0.2.0", /has no date for 0\.2\.0/],
    ["with a day that its month has not", changelog("0.2.0 (2026-02-30)"), "0.2.0", /has no date for 0\.2\.0/],
    [
      "released already",
      dated,
      "0.1.0",
      /says 0\.1\.0, which CHANGELOG\.md has as released \(2026-11-02\), before 0\.2\.0: raise/,
    ],
    [
      "of another version",
      changelog("0.3.0 (2026-12-01)"),
      "0.2.0",
      /says 0\.2\.0, but CHANGELOG\.md begins with 0\.3\.0/,
    ],
    ["of none", "# Changelog", "0.2.0", /begins with no version/],
  ];
  for (const [what, text, version, said] of refused) {
    it(`${what}: refused, with what to do`, () => {
      const problems = changelogProblems(text, version);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(said);
    });
  }

  it("gives everything in a release its time: the day of the release, or one that nobody takes for it", () => {
    expect(new Date(timeOf(dated, "0.2.0") * 1000).toISOString()).to.equal("2026-12-01T00:00:00.000Z");
    expect(new Date(timeOf(changelog("0.2.0 (unreleased)"), "0.2.0") * 1000).getUTCFullYear()).to.equal(2000);
  });
});
