import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { extract } from "tar";
import { engineDeps } from "../../tools/engine/deps";
import { type Bom, toolProgram } from "../../tools/release/sbom";
import { artifacts } from "./helpers/released";
import { archiveHere } from "./helpers/withoutNode";

interface Validator {
  validate(text: string): Promise<unknown>;
}

describe("the bills of materials of a release", () => {
  const scratch = mkdtempSync(join(tmpdir(), "apig-sbom-"));
  after(() => rmSync(scratch, { recursive: true, force: true }));

  const [ofPackage = "", ofPlugin = ""] = artifacts("bill of materials");
  const read = (file: string): Bom => JSON.parse(readFileSync(file, "utf8"));
  const namesIn = (bom: Bom): string[] =>
    bom.components.map(({ group, name, version }) => `${group ? `${group}/` : ""}${name} ${version}`).sort();

  it("are CycloneDX, by its own schema", async () => {
    const library = createRequire(await toolProgram(engineDeps({ log: () => {} })))("@cyclonedx/cyclonedx-library");
    for (const file of [ofPackage, ofPlugin]) {
      const text = readFileSync(file, "utf8");
      const { specVersion } = JSON.parse(text);
      const validator: Validator = new library.Validation.JsonStrictValidator(specVersion);
      expect(await validator.validate(text), file).to.equal(null);
      expect(await validator.validate(text.replace('"type": "library"', '"type": "book"')), "a wrong one").not.to.equal(
        null,
      );
    }
  });

  it("the plugin's names each package of which its archive has the licence, and no other", async () => {
    await extract({ file: archiveHere, cwd: scratch }, ["THIRD-PARTY-LICENCES.txt"]);
    const licences = readFileSync(join(scratch, "THIRD-PARTY-LICENCES.txt"), "utf8");
    const titles = [...licences.matchAll(/^={80}\n(\S+) (\d\S*)/gm)].map(([, name, version]) => `${name} ${version}`);
    expect(titles.length).to.be.above(10);
    expect(namesIn(read(ofPlugin)).map((name) => name.replace(/^node /, "Node.js "))).to.have.members(titles);
  });

  it("the package's names each package that an installation takes", () => {
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { version?: string; dev?: boolean; link?: boolean; optional?: boolean; peer?: boolean }>;
    };
    const taken = Object.entries(packages)
      .filter(([path, { dev, link }]) => path.startsWith("node_modules/") && !dev && !link)
      .map(([path, { version }]) => `${path.split("node_modules/").at(-1)} ${version}`);
    expect([...new Set(namesIn(read(ofPackage)))]).to.have.members([...new Set(taken)]);
  });
});
