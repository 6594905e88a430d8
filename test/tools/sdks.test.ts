import { readFileSync } from "node:fs";
import { expect } from "chai";
import { madeFrom, sources } from "../../tools/sdks";

const text = (file: string) => readFileSync(file, "utf8");
const { version, peerDependencies } = JSON.parse(text("package.json"));
const lowest = peerDependencies["@pulumi/pulumi"].replace("^", "");

describe("the SDKs in sdk/", () => {
  it("are made from today's schema, version and generators; after a change: npm run sdks", () => {
    expect(madeFrom()).to.equal(sources());
  });

  it("have the package's version, and ask for no newer Pulumi than the package does", () => {
    expect(text("sdk/python/pyproject.toml"))
      .to.include(`version = "${version}"`)
      .and.include(`"pulumi>=${lowest},<4.0.0"`);
    expect(text("sdk/go/go.mod")).to.include(`github.com/pulumi/pulumi/sdk/v3 v${lowest}`);
    expect(text("sdk/go/apig/pulumi-plugin.json")).to.include(`"version": "${version}"`);
  });
});
