import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { exampleNames, readManifest } from "../engine/helpers/installed";

describe("examples", () => {
  const apiGroup = readFileSync("examples/one-gateway/apiGroup.ts", "utf8");

  for (const name of exampleNames) {
    it(`${name} has all that a copy of its folder needs`, () => {
      const example = join("examples", name);
      const { dependencies, devDependencies } = readManifest(example);
      const files = readdirSync(example);
      expect(files).to.include.members(["Pulumi.yaml", "README.md", "index.ts", "package.json", "tsconfig.json"]);
      for (const file of files.filter((name) => name.endsWith(".ts"))) {
        const text = readFileSync(join(example, file), "utf8");
        if (file === "apiGroup.ts") expect(text).to.equal(apiGroup);
        for (const [, specifier = ""] of text.matchAll(/ from "(@[^/"]+\/[^/"]+|[^./"][^/"]*)/g)) {
          expect({ ...dependencies, ...devDependencies }, `${file} imports it`).to.have.property(specifier);
        }
      }
    });
  }
});
