import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { readCoordinates } from "../../tools/release/coordinates";
import { blocksOf } from "../engine/helpers/shell";

const text = (file: string) => readFileSync(file, "utf8");
const programs = {
  yaml: "yaml-one-gateway/Pulumi.yaml",
  python: "python-one-gateway/__main__.py",
  go: "go-one-gateway/main.go",
};

describe("docs/languages.md", () => {
  for (const [language, file] of Object.entries(programs)) {
    it(`its program in ${language} is that of the example`, () => {
      expect(blocksOf("docs/languages.md", language)[0]).to.equal(text(`examples/${file}`));
    });
  }

  for (const [language, name] of Object.entries({ Python: "python-one-gateway", Go: "go-one-gateway" })) {
    it(`its Pulumi.yaml for ${language} is that of the example`, () => {
      const [, printed = ""] =
        /printf '(.+)' > Pulumi\.yaml/.exec(blocksOf("docs/languages.md", "sh", language)[0] ?? "") ?? [];
      const { description, ...project } = parse(text(`examples/${name}/Pulumi.yaml`));
      expect(parse(printed.replaceAll("\\n", "\n"))).to.deep.equal(project);
    });
  }

  it("asks for what the package is", () => {
    const { version } = JSON.parse(text("package.json"));
    const { maven } = readCoordinates();
    expect(blocksOf("docs/languages.md", "xml")[0]).to.include(
      `<groupId>${maven}</groupId><artifactId>pulumi-apig</artifactId><version>${version}<`,
    );
  });

  it("its examples are set up by its commands", () => {
    const [setUp = ""] = blocksOf("docs/languages.md", "sh", "Set up");
    const bare = (commands = "") => commands.replace(/ *#.*/g, "");
    for (const name of Object.values(programs).map((file) => file.split("/")[0])) {
      expect(bare(blocksOf(`examples/${name}/README.md`, "sh")[0])).to.include(bare(setUp));
    }
    expect(text("examples/go-one-gateway/go.mod"))
      .to.equal(blocksOf("docs/languages.md", "mod")[0])
      .and.to.include("=> ./node_modules/pulumi-apig/sdk/go");
    expect(text("examples/python-one-gateway/requirements.txt")).to.include(
      "\n./node_modules/pulumi-apig/sdk/python\n",
    );
  });
});
