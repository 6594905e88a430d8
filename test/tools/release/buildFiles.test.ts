import { expect } from "chai";
import { buildFiles } from "../../../tools/release/buildFiles";
import { filledIn, unfilled } from "./filledIn";

const described = {
  version: "1.2.3",
  description: "Waits.",
  license: "Apache-2.0",
  keywords: ["pulumi", "apig"],
  lowest: "3.230.0",
};
const made = (language: string, name: string, coordinates = filledIn): string =>
  buildFiles(language, described, coordinates)[name] ?? "";

describe("what makes a package of an SDK", () => {
  it("Python: the licence as SPDX has it, its file, the README, and a build system with an upper limit", () => {
    const lines = made("python", "pyproject.toml").split("\n");
    expect(lines).to.include.members([
      'name = "pulumi-apig"',
      'version = "1.2.3"',
      'license = "Apache-2.0"',
      'license-files = ["LICENSE"]',
      'readme = "pulumi_apig/README.md"',
      'requires-python = ">=3.10"',
      'authors = [{ name = "Fixture Ltd" }]',
      'Homepage = "https://github.com/fixture/pulumi-apig"',
      'dependencies = ["parver>=0.2.1", "pulumi>=3.230.0,<4.0.0", "semver>=2.8.1"]',
      'name = "pulumi_apig"',
    ]);
    expect(lines.find((line) => line.startsWith("requires = "))).to.match(/^requires = \["[a-z_]+>=[\d.]+,<\d+"\]$/);
  });

  it("Go: the module's path, and the lowest SDK", () => {
    expect(made("go", "go.mod"))
      .to.match(/^module github\.com\/fixture\/pulumi-apig\/sdk\/go\n/)
      .and.include("\nrequire github.com/pulumi/pulumi/sdk/v3 v3.230.0\n");
  });

  it("Java: what Maven Central asks for, and every plugin in one version", () => {
    const pom = made("java", "pom.xml");
    for (const part of [
      "<groupId>io.github.fixture</groupId>\n  <artifactId>pulumi-apig</artifactId>\n  <version>1.2.3</version>",
      "<name>pulumi-apig</name>",
      "<description>Waits.</description>",
      "<url>https://github.com/fixture/pulumi-apig</url>",
      "<name>Apache-2.0</name>",
      "<name>Fixture Ltd</name>",
      "<connection>scm:git:https://github.com/fixture/pulumi-apig.git</connection>",
    ]) {
      expect(pom).to.include(part);
    }
    const [, plugins = ""] = pom.split("<plugins>");
    expect(plugins.match(/<plugin>/g)).to.have.length((plugins.match(/<version>[\d.]+<\/version>/g) ?? []).length);
  });

  it("no address that nobody has filled in, in any language", () => {
    for (const language of ["go", "java", "python", "dotnet", "nodejs"]) {
      const files = Object.values(buildFiles(language, described, unfilled));
      for (const text of files) expect(text).not.to.match(/\.example\b|undefined/);
    }
  });
});
