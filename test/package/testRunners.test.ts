import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { hermeticEnv } from "../../tools/hermetic";
import { writeFiles } from "../engine/helpers/files";
import { removeScratchFolders, scratchFolder, sdkVersion, tarball, typedHere } from "../engine/helpers/installed";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const guide = "docs/testing.md";
const [program = "", unit = "", integration = ""] = blocksOf(guide, "ts");
const [setUp = "", runIntegration = ""] = blocksOf(guide, "sh");
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
      "index.ts": program,
      "integration.test.ts": integration,
      "jest.config.js": jestConfig,
    });
    const install = setUp.replace(
      "npm install pulumi-apig @pulumi/pulumi ",
      `npm install ${await tarball()} @pulumi/pulumi@${sdkVersion} `,
    );
    const { ok, screen } = await typeInto(folder, [typedHere(install)], process.env);
    expect(ok, screen).to.equal(true);
  });
  after(removeScratchFolders);

  it("has a row for each", () => {
    expect(rows.map(([, name]) => name)).to.deep.equal(["Node.js", "mocha", "vitest", "jest"]);
  });

  it("the integration test, run as the page says, in a shell that knows nothing of it", async () => {
    const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, ...env } = hermeticEnv(folder, await ensureEngine());
    const { ok, screen } = await typeInto(folder, [typedHere(runIntegration)], env);
    expect(ok, screen).to.equal(true);
    expect(screen).to.match(/pass 2\b/);
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
