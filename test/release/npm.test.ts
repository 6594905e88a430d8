import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { CliRun, type Ended } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { readManifest, removeScratchFolders, scratchFolder, sdkVersion } from "../engine/helpers/installed";
import { Project } from "../engine/helpers/project";
import { blocksOf } from "../engine/helpers/shell";
import { type Installer, installers } from "./helpers/installers";
import { NpmRegistry } from "./helpers/npmRegistry";
import { artifacts } from "./helpers/released";
import { version } from "./helpers/withoutNode";

const ready = { steps: [[0, 30]], end: 0, status: "success" } as const;
const [firstProgram = ""] = blocksOf("README.md", "ts", "First program");
const [byPlugin = ""] = blocksOf("docs/languages.md", "ts", "TypeScript, with the plugin");
const manifest = {
  ...{ name: "first-program", main: "index.ts", private: true },
  dependencies: { "@pulumi/pulumi": sdkVersion, "pulumi-apig": version, typescript: "5", "@types/node": "20" },
};

describe("the npm package, installed from a registry", () => {
  let engine: Engine;
  let registry: NpmRegistry;
  before(async () => {
    registry = await NpmRegistry.start();
    await registry.publish(...artifacts("npm package"));
    engine = await Engine.start({ gateways: { gate: ready } });
  });
  after(async () => {
    await registry?.stop();
    await engine?.stop();
    removeScratchFolders();
  });

  /** A program's folder with its packages, and a home of its own, so that nothing comes from an earlier run. */
  async function installed(installer: Installer): Promise<{ folder: string; home: string }> {
    const { folder, home } = newProgram(installer);
    const { ok, screen } = await typed(folder, home, await installer.command());
    expect(ok, screen).to.equal(true);
    return { folder, home };
  }

  function newProgram({ files = {} }: Installer): { folder: string; home: string } {
    const folder = writeFiles(join(scratchFolder(), "first-program"), {
      ...files,
      "package.json": manifest,
      "tsconfig.json": { compilerOptions: { module: "nodenext", target: "es2022", strict: true } },
      "Pulumi.yaml": { name: "first-program", runtime: "nodejs" },
      "index.ts": firstProgram,
    });
    return { folder, home: scratchFolder() };
  }

  function typed(cwd: string, home: string, [program = "", ...args]: readonly string[]): Promise<Ended> {
    const own = { HOME: home, USERPROFILE: home, XDG_CACHE_HOME: join(home, "cache") };
    const where = { npm_config_registry: registry.url, YARN_NPM_REGISTRY_SERVER: registry.url };
    return new CliRun(program, args, { cwd, env: { ...engine.environment(), ...own, ...where } }).ended;
  }

  async function outputsOf(project: Project): Promise<object> {
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    return JSON.parse(await project.pulumi("stack", "output", "--json"));
  }

  for (const [name, installer] of Object.entries(installers)) {
    it(`by ${name}: the first program waits`, async () => {
      const { folder } = await installed(installer);
      // All have the same name, and a backend takes a stack's name once.
      const env = { PULUMI_BACKEND_URL: `file://${folder}`, ...installer.env?.(folder) };
      const project = await Project.init(engine, folder, { config: { gatewayId: "gate" }, env });
      expect(await outputsOf(project))
        .to.have.keys("gateway", "creationSeconds")
        .and.include({ gateway: "gate" });
    });
  }

  it("Yarn 4 holds back what was published today, until .yarnrc.yml names it", async () => {
    const yarn = installers["Yarn 4, by Plug'n'Play"] as Installer;
    const { folder, home } = newProgram(yarn);
    const { npmPreapprovedPackages, ...others } = yarn.files?.[".yarnrc.yml"] as { npmPreapprovedPackages: string[] };
    writeFiles(folder, { ".yarnrc.yml": others });
    const { ok, screen } = await typed(folder, home, await yarn.command());
    expect([ok, /pulumi-apig@npm:.*quarantined/.test(screen)], screen).to.deep.equal([false, true]);
  });

  it("TypeScript with the SDK in it: waits, with the plugin that the engine downloads", async () => {
    const { folder, home } = await installed(installers.npm as Installer);
    const sdk = "./node_modules/pulumi-apig/sdk/nodejs";
    const install = await typed(folder, home, ["npm", "install", "--no-audit", "--no-fund", sdk]);
    expect(install.ok, install.screen).to.equal(true);
    expect(readManifest(join(folder, "node_modules/pulumi-apig-native")).version).to.equal(version);
    writeFiles(folder, { "index.ts": byPlugin });
    const project = await Project.init(engine, folder, { config: { gatewayId: "gate" } });
    const plugins = join(engine.folder, "home/plugins");
    expect(existsSync(plugins)).to.equal(false);
    expect(await outputsOf(project)).to.deep.equal({ gateway: "gate", creationSeconds: 0 });
    expect(existsSync(join(plugins, `resource-apig-v${version}`))).to.equal(true);
  });
});
