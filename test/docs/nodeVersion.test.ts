import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import semver from "semver";

const text = (file: string) => readFileSync(file, "utf8");
const json = (file: string) => JSON.parse(text(file));
const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.md$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(folder, file));
/** Where people read it. */
const sayers = ["README.md", "docs/languages.md", "docs/installing-the-plugin.md", "docs/maintainers/compatibility.md"];
const programs = ["tools/plugin/versionCheck.js", "tools/plugin/pulumi-resource-apig", "provider/cli/plugin.ts"];
const others = [...below("docs"), ...below("examples"), ...below("sdk"), "emulator/README.md", "CHANGELOG.md"];

describe("the oldest Node.js", () => {
  const lowest = semver.minVersion(json("package.json").engines.node);
  const short = `${lowest?.major}.${lowest?.minor}`;

  it("is the oldest of the matrix, and package-lock.json has it", () => {
    expect(text("docs/maintainers/compatibility.md")).to.match(
      new RegExp(`^\\| CLI \\| SDK \\| Node\\.js ${lowest} `, "m"),
    );
    expect(json("package-lock.json").packages[""].engines).to.deep.equal(json("package.json").engines);
  });

  it("is told in the same words everywhere", () => {
    for (const file of [...sayers, ...programs]) expect(text(file), file).to.include(`Node.js ${short} or newer`);
    for (const file of [...sayers, ...programs, ...others]) {
      for (const [words, version] of text(file).matchAll(/\bnode(?:\.js)?[ >=]+(\d[\d.]*)(?: or newer|\+)/gi)) {
        expect(`${file}: ${words}`).to.equal(`${file}: Node.js ${short} or newer`);
        expect(version).to.equal(short);
      }
    }
  });
});
