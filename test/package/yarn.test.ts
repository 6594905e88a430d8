import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { removeScratchFolders, scratchFolder, sdkVersion, tarball } from "../engine/helpers/installed";
import { Project } from "../engine/helpers/project";

const run = promisify(execFile);
const yarn = require.resolve("@yarnpkg/cli-dist/bin/yarn.js");

describe("the packed package, installed by Yarn", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ speed: 400, gateways: { ready: "success" } });
  });
  after(async () => {
    await engine.stop();
    removeScratchFolders();
  });

  /** A program in a folder of its own, whose packages are where this linker of Yarn's puts them. */
  async function installed(name: string, nodeLinker: string): Promise<string> {
    const dependencies = { "@pulumi/pulumi": sdkVersion, "pulumi-apig": `file:${await tarball()}` };
    const folder = writeFiles(join(scratchFolder(), name), {
      "package.json": { private: true, dependencies },
      ".yarnrc.yml": { nodeLinker, enableTelemetry: false, unsafeHttpWhitelist: ["*"], enableImmutableInstalls: false },
      "yarn.lock": "",
      "Pulumi.yaml": `{ name: ${name}, runtime: nodejs }`,
      "index.js": `
        const { GatewayReadiness } = require("pulumi-apig");
        exports.status = new GatewayReadiness("gate", { instanceId: "ready" }).status;`,
    });
    const { stdout } = await run("npm", ["config", "get", "registry"]);
    await run(process.execPath, [yarn, "install"], {
      cwd: folder,
      env: { ...process.env, YARN_NPM_REGISTRY_SERVER: stdout.trim() },
    });
    return folder;
  }

  async function expectUp(folder: string, env: Record<string, string> = {}): Promise<void> {
    const project = await Project.init(engine, folder, { env });
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(project.state.outputs()).to.deep.equal({ status: "success" });
  }

  it("in node_modules: waits", async () => expectUp(await installed("yarn-modules", "node-modules")));

  it("by Plug'n'Play, which keeps packages zipped: waits, and installs the plugin", async () => {
    const folder = await installed("yarn-pnp", "pnp");
    await expectUp(folder, { NODE_OPTIONS: `--require ${join(folder, ".pnp.cjs")}` });
    const command = [yarn, "pulumi-apig", "plugin", "install"];
    const { stdout } = await run(process.execPath, command, { cwd: folder, env: engine.environment() });
    expect(stdout).to.include("installed the plugin apig");
  });
});
