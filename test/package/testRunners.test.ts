import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { writeFiles } from "../engine/helpers/files";
import { removeScratchFolders, scratchFolder, sdkVersion, tarball, typedHere } from "../engine/helpers/installed";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const guide = "docs/testing.md";
const [program = "", unit = ""] = blocksOf(guide, "ts");
const [jestConfig = ""] = blocksOf(guide, "js", "Run the unit test");
const rows = [
  ...readFileSync(guide, "utf8").matchAll(/^\| ([\w.]+) \| `(npm [^`]+)` \|(?: `([^`]+)`)? \| `(npx [^`]+)` \|$/gm),
];
/** Newer ones want a newer Node.js than this may be. */
const older: Readonly<Record<string, string>> = { vitest: "vitest@3 vite@6", "mocha @types": "mocha@11 @types" };

describe("docs/testing.md: the unit test in each test runner", () => {
  let folder: string;
  before(async () => {
    folder = writeFiles(scratchFolder(), {
      "package.json": { private: true },
      "tsconfig.json": { compilerOptions: { module: "nodenext", target: "es2022", strict: true } },
      "index.ts": program,
      "jest.config.js": jestConfig,
    });
    const install = `npm install pulumi-apig @pulumi/pulumi@${sdkVersion}`.replace(
      " pulumi-apig ",
      ` ${await tarball()} `,
    );
    const { ok, screen } = await typeInto(folder, [typedHere(install)], process.env);
    expect(ok, screen).to.equal(true);
  });
  after(removeScratchFolders);

  it("has a row for each", () => {
    expect(rows.map(([, name]) => name)).to.deep.equal(["Node.js", "mocha", "vitest", "jest"]);
  });

  for (const [, name = "", install = "", imported, run = ""] of rows) {
    it(`${name}, installed and run as the row says`, async () => {
      const test = imported ? unit.replace(/^import .* from "node:test";$/m, imported) : unit;
      expect(test.includes('"node:test"')).to.equal(imported === undefined);
      writeFileSync(join(folder, "unit.test.ts"), test);
      const asked = Object.entries(older).reduce((line, [newest, old]) => line.replace(newest, old), install);
      const { ok, screen } = await typeInto(folder, [typedHere(asked), run], process.env);
      expect(ok, screen).to.equal(true);
      expect(stripVTControlCharacters(screen)).to.match(/\b1 pass(ed|ing)|pass 1\b/);
    });
  }
});
