import { readFileSync } from "node:fs";
import { expect } from "chai";
import { publishedManifest } from "../../../tools/release/npmPackage";
import { packedPage } from "../../../tools/release/packedPage";
import { filledIn, unfilled } from "./filledIn";

const files = ["README.md", "docs/limits.md", "examples/one-gateway/index.ts"];
const page = (text: string, coordinates = filledIn) =>
  packedPage("docs/cli.md", text, { files, version: "1.2.3", coordinates });

describe("the npm package of a release", () => {
  it("links to what it has, with a fragment too, to a folder and to other places", () => {
    const text =
      "[a](limits.md) [b](limits.md#c) [d](../examples/one-gateway) [e](#f) [g](https://h.dev/i.md) ![j](../README.md)";
    expect(page(text)).to.equal(text);
  });

  it("links to this version in the repository for what only that has; no link while nobody knows where it is", () => {
    const text = "See [0003](decisions/0003.md#why), [the guide](../CONTRIBUTING.md) and [`x`](decisions).";
    const there = "https://github.com/fixture/pulumi-apig/blob/v1.2.3";
    expect(page(text)).to.equal(
      `See [0003](${there}/docs/decisions/0003.md#why), [the guide](${there}/CONTRIBUTING.md) and [\`x\`](${there}/docs/decisions).`,
    );
    expect(page(text, { ...filledIn, repository: unfilled.repository })).to.equal("See 0003, the guide and `x`.");
  });

  it("has who publishes it and where it comes from, and nothing that only a clone can use", () => {
    const committed = JSON.parse(readFileSync("package.json", "utf8"));
    const published = publishedManifest(committed, filledIn);
    expect(published).to.deep.include({
      name: "pulumi-apig",
      version: committed.version,
      license: "Apache-2.0",
      author: "Fixture Ltd",
      homepage: "https://github.com/fixture/pulumi-apig#readme",
      repository: { type: "git", url: "git+https://github.com/fixture/pulumi-apig.git" },
      bugs: { url: "https://github.com/fixture/pulumi-apig/issues" },
      dependencies: committed.dependencies,
      peerDependencies: committed.peerDependencies,
      exports: committed.exports,
    });
    expect(published).not.to.have.any.keys("scripts", "devDependencies");
  });

  it("has no placeholder", () => {
    const committed = JSON.parse(readFileSync("package.json", "utf8"));
    const published = publishedManifest(committed, unfilled);
    expect(committed).not.to.have.any.keys("author", "homepage", "repository", "bugs");
    expect(JSON.stringify(published)).not.to.match(/\.example|\.internal/);
  });
});
