import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { committedDownloadUrl, madeFrom, sources } from "../../tools/sdks";

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
    expect(JSON.parse(text("sdk/nodejs/package.json"))).to.deep.include({ version, peerDependencies });
  });

  it("for Node.js: compiled, without sources that a program would compile anew, and without fields that hide outputs", () => {
    const files = readdirSync("sdk/nodejs", { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).to.deep.equal([]);
    const { main, types } = JSON.parse(text("sdk/nodejs/package.json"));
    expect([main, types]).to.deep.equal(["./index.js", "./index.d.ts"]);
    expect(text("sdk/nodejs/gatewayReadiness.d.ts")).to.match(/readonly status: /);
    expect(text("sdk/nodejs/gatewayReadiness.js")).not.to.match(/^ {4}status;/m);
  });

  it("for Node.js: asks for no plugin where a program only has it in node_modules", () => {
    expect(JSON.parse(text("sdk/nodejs/package.json")).pulumi).to.include({ resource: false });
  });

  it("name the address to download the plugin from that release.json has; none, while it is a placeholder", () => {
    const address = committedDownloadUrl();
    expect(JSON.parse(text("sdk/nodejs/package.json")).pulumi.server).to.equal(address);
    for (const file of ["sdk/python/pulumi_apig/pulumi-plugin.json", "sdk/go/apig/pulumi-plugin.json"]) {
      expect(JSON.parse(text(file)).server).to.equal(address);
    }
  });

  it("hold no placeholder of an address, in no file", () => {
    for (const file of readdirSync("sdk", { recursive: true, encoding: "utf8" })) {
      if (/\.(go|mod|py|pyi|toml|js|ts|json|md)$/.test(file))
        expect(text(`sdk/${file}`), file).not.to.match(/\w\.example\b/);
    }
  });

  it("ask for no version of the plugin: without an address the engine could not download it, and the state would demand it", function () {
    // Once release.json names an address, they ask for their own.
    if (committedDownloadUrl() !== undefined) return this.skip();
    expect(text("sdk/nodejs/utilities.js")).to.match(/function resourceOptsDefaults\(\) \{\s+return \{\};/);
    expect(text("sdk/python/pulumi_apig/_utilities.py")).not.to.match(/Options\([^)]*version=/);
    const ofGo = text("sdk/go/apig/internal/pulumiUtilities.go");
    expect(ofGo.match(/version := semver\.Version\{\}\n/g)).to.have.length(2);
    for (const file of ["sdk/python/pulumi_apig/pulumi-plugin.json", "sdk/go/apig/pulumi-plugin.json"]) {
      expect(JSON.parse(text(file)), file).to.include({ resource: false });
    }
  });

  it("for Python: a function takes what it must be given first, and all else by name", () => {
    const functions = text("sdk/python/pulumi_apig/get_gateway_progress.py");
    expect(functions).to.match(/def get_gateway_progress\(instance_id: str,\s+\*,\s+cloud: Optional/);
    expect(functions).to.match(/def get_gateway_progress_output\(instance_id: pulumi\.Input\[str\],\s+\*,/);
  });
});
