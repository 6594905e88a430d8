import { expect } from "chai";
import { nodeVersion } from "../../../tools/release/platforms";
import { type Bom, bomOfPlugin } from "../../../tools/release/sbom";

const component = (name: string, more: object = {}) => ({
  "bom-ref": `clone|${name}@1.0.0`,
  type: "library",
  name,
  version: "1.0.0",
  ...more,
});
const development = { name: "cdx:npm:package:development", value: "true" };
const path = { name: "cdx:npm:package:path", value: "node_modules/yup" };
const all = {
  bomFormat: "CycloneDX",
  metadata: { component: { ...component("clone"), licenses: [{ license: { id: "Apache-2.0" } }] } },
  components: [
    component("yup", { properties: [development, path] }),
    component("grpc", { group: "@grpc" }),
    component("mocha"),
  ],
  dependencies: [
    { ref: "clone@1.0.0", dependsOn: ["clone|yup@1.0.0", "clone|mocha@1.0.0"] },
    { ref: "clone|yup@1.0.0", dependsOn: ["clone|grpc@1.0.0", "clone|mocha@1.0.0"] },
    { ref: "clone|grpc@1.0.0" },
    { ref: "clone|mocha@1.0.0" },
  ],
} as unknown as Bom;

describe("the plugin's bill of materials", () => {
  const bom = bomOfPlugin(all, ["yup@1.0.0", "@grpc/grpc@1.0.0"]);

  it("has what is in its file and the Node.js of the executables, and no tool", () => {
    expect(bom.components.map(({ name, version }) => `${name} ${version}`)).to.deep.equal([
      "yup 1.0.0",
      "grpc 1.0.0",
      `node ${nodeVersion}`,
    ]);
    expect(bom.components[0]?.properties).to.deep.equal([path]);
    expect(bom.metadata.component).to.include({ type: "application", name: "pulumi-resource-apig" });
  });

  it("says what depends on what, only of what is in it", () => {
    const refs = bom.components.map((part) => part["bom-ref"]);
    expect(bom.dependencies[0]).to.deep.equal({ ref: bom.metadata.component["bom-ref"], dependsOn: refs });
    expect(bom.dependencies.slice(1)).to.deep.equal([
      { ref: "clone|yup@1.0.0", dependsOn: ["clone|grpc@1.0.0"] },
      { ref: "clone|grpc@1.0.0", dependsOn: [] },
      { ref: `node@${nodeVersion}`, dependsOn: [] },
    ]);
  });

  it("is not written when a part is missing", () => {
    expect(() => bomOfPlugin(all, ["yup@2.0.0"])).to.throw("the bill of materials has no yup@2.0.0");
  });
});
