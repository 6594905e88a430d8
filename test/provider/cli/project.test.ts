import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findProject } from "../../../provider/cli/project";

describe("findProject: where the program runs, by the Pulumi CLI's rules", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "apig-project-"));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const rows: [rule: string, file: string, content: string, from: string, cwd: string][] = [
    ["no main", "Pulumi.yaml", "name: a", "", ""],
    ["a folder as main", "Pulumi.yaml", "main: src/", "", "src"],
    ["a file as main", "Pulumi.yaml", "main: src/index.ts", "", "src"],
    ["a file without its ending as main", "Pulumi.yaml", "main: dist", "", "dist"],
    ["from a folder below", "Pulumi.yaml", "main: src", "deep/below", "src"],
    ["Pulumi.yml", "Pulumi.yml", "main: src", "", "src"],
    ["Pulumi.json", "Pulumi.json", '{ "main": "src" }', "", "src"],
    ["a file that is not YAML", "Pulumi.yaml", "main: [", "", ""],
    ["a main that is no text", "Pulumi.yaml", "main: 5", "", ""],
  ];
  for (const [index, [rule, file, content, from, cwd]] of rows.entries()) {
    it(rule, () => {
      const folder = join(root, String(index));
      mkdirSync(join(folder, "src"), { recursive: true });
      mkdirSync(join(folder, "deep/below"), { recursive: true });
      writeFileSync(join(folder, "src/index.ts"), "");
      writeFileSync(join(folder, file), content);
      expect(findProject(join(folder, from))).to.deep.equal({ folder, cwd: cwd === "" ? folder : join(folder, cwd) });
    });
  }

  it("no program at all", () => expect(findProject(root)).to.equal(null));
});
