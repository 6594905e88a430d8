import { readFileSync } from "node:fs";
import { assert } from "chai";
import { fields } from "../../provider/credentials/settings/names";
import { registryPages } from "../../tools/registryPages";
import { blocksOf } from "../engine/helpers/shell";

const text = (file: string) => readFileSync(file, "utf8");
const index = "docs/_index.md";
const configuration = "docs/installation-configuration.md";

describe("the pages for Pulumi's registry", () => {
  it("are up to date; after a change of the guide or of a setting: npm run pages", () => {
    for (const [file, made] of Object.entries(registryPages())) assert.equal(text(file), made);
  });

  /** In test/languages: YAML, Python and TypeScript in guide.test.ts, Go and Java in sdks.test.ts. Nobody has run the one in C#. */
  const programs: [language: string, chapter: string, word: string][] = [
    ["yaml", "YAML", "yaml"],
    ["python", "Python", "python"],
    ["typescript", "TypeScript, with the plugin", "ts"],
    ["go", "Go", "go"],
    ["java", "Java", "java"],
    ["csharp", "C#", "csharp"],
  ];
  for (const [language, chapter, word] of programs) {
    it(`their program in ${language} is the guide's, which tests run`, () => {
      const [program] = blocksOf("docs/languages.md", word, chapter);
      assert.deepEqual(blocksOf(index, language), [program]);
      assert.include(program, language === "yaml" ? "apig:GatewayReadiness" : "GatewayReadiness");
    });
  }

  it("have the registry's form: front matter, and a choice of each language", () => {
    for (const file of [index, configuration]) {
      assert.match(text(file), /^---\ntitle: .+\nmeta_desc: .{60,160}\nlayout: package\n---\n\n/, file);
    }
    const page = text(index);
    const [, chosen = ""] = page.match(/\{\{< chooser language "([^"]+)" >\}\}/) ?? [];
    const offered = [...page.matchAll(/\{\{% choosable language (\w+) %\}\}/g)].map(([, name]) => name);
    assert.deepEqual(offered, chosen.split(","));
    assert.sameMembers(
      offered,
      programs.map(([language]) => language),
    );
    assert.lengthOf(page.match(/\{\{% \/choosable %\}\}/g) ?? [], offered.length);
    assert.include(page, "{{< /chooser >}}");
  });

  it("have every setting, and no link to a file that the registry has not", () => {
    const named = [...text(configuration).matchAll(/^- `(\w+)`/gm)].map(([, name]) => name);
    assert.deepEqual(named, [...fields, "polling"]);
    for (const file of [index, configuration]) assert.notMatch(text(file), /\]\(/);
  });
});
