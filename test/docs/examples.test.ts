import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { exampleNames, readManifest } from "../engine/helpers/installed";

describe("examples", () => {
  const placeholder = readFileSync("examples/one-gateway/yourResource.ts", "utf8");

  for (const name of exampleNames) {
    it(`${name} has all that a copy of its folder needs`, () => {
      const example = join("examples", name);
      const { dependencies, devDependencies } = readManifest(example);
      const files = readdirSync(example);
      expect(files).to.include.members(["Pulumi.yaml", "README.md", "index.ts", "package.json", "tsconfig.json"]);
      for (const file of files.filter((name) => name.endsWith(".ts"))) {
        const text = readFileSync(join(example, file), "utf8");
        if (file === "yourResource.ts") expect(text).to.equal(placeholder);
        for (const [, specifier = ""] of text.matchAll(/ from "(@[^/"]+\/[^/"]+|[^./"][^/"]*)/g)) {
          expect({ ...dependencies, ...devDependencies }, `${file} imports it`).to.have.property(specifier);
        }
      }
    });
  }

  it("send no request and read no credential themselves: they work with whatever the package finds", () => {
    const sources = readdirSync("examples", { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.(ts|py|go)$|Pulumi\.yaml$/.test(file),
    );
    expect(sources).to.have.length.above(20);
    for (const file of sources) {
      expect(readFileSync(join("examples", file), "utf8"), file).not.to.match(/\benv\b|fetch\(|HW_|OS_|token/i);
    }
  });

  it("link to nothing outside their folder, which is copied alone", () => {
    for (const name of readdirSync("examples")) {
      expect(readFileSync(join("examples", name, "README.md"), "utf8"), name).not.to.match(/\]\((?!https?:|#)/);
    }
  });
});
