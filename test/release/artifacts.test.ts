import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import which from "which";
import { filesOf } from "../../tools/release/sums";
import { readMade, releaseFolder } from "./helpers/made";
import { artifacts, type Kind, kinds } from "./helpers/released";

const run = promisify(execFile);
const text = (...path: string[]) => readFileSync(join(...path), "utf8");
/** What no test uses, and where a document says so. */
const untried: Partial<Record<Kind, [document: string, sentence: string]>> = {
  "C# sources": [
    "docs/languages.md",
    "Nobody has compiled it or run these commands and this program yet, because there was no .NET on this machine",
  ],
};

describe("what a release holds", () => {
  it("is of kinds of which a test takes each, or a document says that nobody has tried it", () => {
    const tests = readdirSync(__dirname).filter((name) => name.endsWith(".test.ts"));
    const sources = tests.map((name) => text(__dirname, name)).join("\n");
    for (const kind of Object.keys(kinds) as Kind[]) {
      const [document, sentence] = untried[kind] ?? [];
      if (document && sentence) expect(text(document).replace(/\s+/g, " ")).to.include(sentence);
      else expect(sources).to.match(new RegExp(`(artifacts|folderOf)\\("${kind}"\\)`));
    }
    for (const file of filesOf(releaseFolder)) {
      const fitting = (Object.keys(kinds) as Kind[]).filter((kind) => kinds[kind].test(file));
      expect(fitting, file).to.have.length(1);
    }
  });

  it("has the sum of every file, as sha256sum reads it", async function () {
    const [sums = ""] = artifacts("sums");
    const own = filesOf(releaseFolder)
      .filter((file) => file !== "SHA256SUMS")
      .map(
        (file) =>
          `${createHash("sha256")
            .update(readFileSync(join(releaseFolder, file)))
            .digest("hex")}  ${file}\n`,
      );
    expect(text(sums)).to.equal(own.join(""));
    if ((await which("sha256sum", { nothrow: true })) === null) {
      console.warn("      skipped: there is no sha256sum");
      this.skip();
    }
    await run("sha256sum", ["--check", "--strict", sums], { cwd: releaseFolder });
  });

  it("has the licences of all that is in the plugin, in one file too", () => {
    const [licences = ""] = artifacts("licences");
    expect(text(licences))
      .to.match(/^yup \d/m)
      .and.match(/^Node\.js \d/m);
  });

  it("has as many parts as the tools that are here can make", () => {
    const { parts } = readMade();
    const folders = readdirSync(releaseFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name)).to.have.members(parts);
  });
});
