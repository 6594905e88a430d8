import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Engine, typeToken } from "./helpers/engine";
import { writeFiles } from "./helpers/files";
import { Project } from "./helpers/project";

const nativeToken = "apig:index:GatewayReadiness";

/** The front of the npm package, and a resource that would be replaced if what it reads became unknown. */
const typescript = `
const pulumi = require("@pulumi/pulumi");
const apig = require("pulumi-apig");
const orders = new apig.GatewayReadiness("orders", { instanceId: "gw" });
const version = require("pulumi-apig/package.json").version;
const args = { instanceId: "gw", triggers: [orders.creationSeconds] };
new pulumi.CustomResource("${nativeToken}", "reader", args, { version });
`;

/** The same stack in another language, with the plugin. */
const yaml = (options: object = {}) => ({
  name: "moved",
  runtime: "yaml",
  resources: {
    orders: { type: nativeToken, properties: { instanceId: "gw" }, options },
    reader: { type: nativeToken, properties: { instanceId: "gw", triggers: [`\${orders.creationSeconds}`] } },
  },
});

describe("a stack moves from the npm package to the plugin", () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await Engine.start({ hosts: ["yaml"], gateways: { gw: "success" } });
    execFileSync(process.execPath, ["dist/cli/main.js", "plugin", "install"], { env: engine.environment() });
  });
  afterEach(() => engine.stop());

  /** A stack whose gateway is ready, by the npm package. */
  async function started(): Promise<Project> {
    const folder = join(engine.folder, "moved");
    writeFiles(folder, { "Pulumi.yaml": "{ name: moved, runtime: nodejs }", "index.js": typescript });
    symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction");
    const project = await Project.init(engine, folder);
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    return project;
  }

  const typesOf = ({ state }: Project) =>
    state.resources().flatMap(({ urn, type }) => (urn.endsWith("::orders") ? [type] : []));

  it("by an alias: unchanged, without a request; and back by itself", async () => {
    const project = await started();
    const before = engine.polls();
    writeFiles(project.folder, { "Pulumi.yaml": yaml({ aliases: [`urn:pulumi:dev::moved::${typeToken}::orders`] }) });
    const moved = await project.up("--expect-no-changes");
    expect(moved.ok, moved.screen).to.equal(true);
    expect(typesOf(project)).to.deep.equal([nativeToken]);
    writeFiles(project.folder, { "Pulumi.yaml": yaml() });
    const later = await project.up("--expect-no-changes");
    expect(later.ok, later.screen).to.equal(true);
    expect(engine.polls()).to.equal(before);
    const refreshed = await project.start(["refresh", "--yes", "--skip-preview"]).ended;
    expect(refreshed.ok, refreshed.screen).to.equal(true);
    expect(engine.polls()).to.equal(before + 1);

    writeFiles(project.folder, { "Pulumi.yaml": "{ name: moved, runtime: nodejs }" });
    const back = await project.up();
    expect(back.ok, back.screen).to.equal(true);
    expect(typesOf(project)).to.deep.equal([typeToken]);
    const destroyed = await project.destroy();
    expect(destroyed.ok, destroyed.screen).to.equal(true);
  });

  it("by an import: then the old resource is deleted, without a request", async () => {
    const project = await started();
    writeFiles(project.folder, { "Pulumi.yaml": yaml() });
    const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    const imported = await project.start(["import", nativeToken, "orders", "gw", ...flags]).ended;
    expect(imported.ok, imported.screen).to.equal(true);
    const before = engine.polls();
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(screen)
      .to.match(/- 1 deleted/)
      .and.include("3 unchanged");
    expect(typesOf(project)).to.deep.equal([nativeToken]);
    expect(engine.polls()).to.equal(before);
  });

  it("by itself: created with one request, the old one deleted; what reads it stays", async () => {
    const project = await started();
    const before = engine.polls();
    writeFiles(project.folder, { "Pulumi.yaml": yaml() });
    const preview = await project.start(["preview"]).ended;
    expect(preview.screen).to.match(/\+-1 to replace/);
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(screen)
      .to.match(/\+ 1 created/)
      .and.match(/- 1 deleted/)
      .and.not.match(/replaced/);
    expect(engine.polls()).to.equal(before + 1);
  });
});
