import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, renameSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { build } from "esbuild";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import {
  npmFolder,
  pack,
  pnpm,
  removeScratchFolders,
  scratchFolder,
  sdkVersion,
  tarball,
} from "../engine/helpers/installed";
import { Project } from "../engine/helpers/project";
import { jest30 } from "../matrix/runners";

const projectFile = (name: string) => `{ name: ${name}, runtime: nodejs }`;
const sdk = { "@pulumi/pulumi": sdkVersion };
const both = { ...sdk, "pulumi-apig": "^0.1.0" };

const commonjs = {
  "package.json": { private: true, dependencies: both },
  "index.js": `
    const apig = require("pulumi-apig");
    const ready = new apig.GatewayReadiness("gate", { instanceId: "ready" });
    module.exports = { status: ready.status, seconds: ready.creationSeconds };`,
};

const esm = {
  "package.json": { private: true, type: "module", dependencies: both },
  "index.js": `
    import { GatewayReadiness } from "pulumi-apig";
    import * as apig from "pulumi-apig";
    const ready = new GatewayReadiness("gate", { instanceId: "ready" });
    export const status = apig.GatewayReadiness.isInstance(ready) ? ready.status : "another class";
    export const seconds = ready.creationSeconds;`,
};

const typescript6 = {
  "package.json": {
    private: true,
    main: "index.ts",
    dependencies: both,
    devDependencies: { typescript: "^6.0.0", "@types/node": "^20.0.0" },
  },
  "tsconfig.json": { compilerOptions: { module: "nodenext", target: "es2022", strict: true, types: ["node"] } },
  "index.ts": `
    import * as pulumi from "@pulumi/pulumi";
    import * as apig from "pulumi-apig";
    const ready = new apig.GatewayReadiness("gate", { instanceId: "ready" });
    export const status: pulumi.Output<string | null> = ready.status;
    export const seconds: pulumi.Output<number | null> = ready.creationSeconds;`,
};

const underJest = {
  "package.json": { private: true, dependencies: { ...both, ...jest30.dependencies } },
  ...jest30.files,
};

const usingTeamLib = `
    const ready = require("team-lib").gateway("ready");
    module.exports = { status: ready.status, seconds: ready.creationSeconds };`;

/** A program that has the package only through a library of its team. */
const throughTeamLib = (teamLib: string) => ({
  "package.json": { private: true, dependencies: { ...sdk, "team-lib": `file:${teamLib}` } },
  "index.js": usingTeamLib,
});

const teamLib = {
  "package.json": {
    name: "team-lib",
    version: "1.0.0",
    dependencies: { "pulumi-apig": "^0.1.0" },
    peerDependencies: { "@pulumi/pulumi": "^3.230.0" },
  },
  "index.js": `
    const { GatewayReadiness } = require("pulumi-apig");
    exports.gateway = (instanceId) => new GatewayReadiness("gate", { instanceId });`,
};

const packTeamLib = () => pack(writeFiles(join(scratchFolder(), "team-lib"), teamLib), scratchFolder());

const npmInstall = (cwd: string, ...what: string[]) =>
  promisify(execFile)("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...what], { cwd });

/** The library in a folder of its own, with what it needs. */
async function teamLibrary(): Promise<string> {
  const { dependencies, ...manifest } = teamLib["package.json"];
  const folder = writeFiles(join(scratchFolder(), "team-lib"), { ...teamLib, "package.json": manifest });
  await npmInstall(folder, await tarball(), `@pulumi/pulumi@${sdkVersion}`);
  return folder;
}

/** One workspace, installed at once; pnpm still gives each program only what its own package.json names. */
async function pnpmWorkspace(programs: Record<string, Record<string, string | object>>): Promise<string> {
  const root = scratchFolder();
  const overrides = { "pulumi-apig": `file:${await tarball()}` };
  // YAML reads JSON. The scratch folder has no lockfile, which pnpm would ask for in CI.
  writeFiles(root, { "package.json": { private: true }, "pnpm-workspace.yaml": { packages: ["*"], overrides } });
  for (const [name, files] of Object.entries(programs)) writeFiles(join(root, name), files);
  await pnpm(["install", "--no-frozen-lockfile", "--prefer-offline"], root);
  return root;
}

describe("the packed package in a user's program", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ speed: 400, gateways: { ready: "success" } });
  });
  after(async () => {
    await engine.stop();
    removeScratchFolders();
  });

  const up = (folder: string, name: string) => upIn(join(folder, name), name);

  async function upIn(folder: string, name: string): Promise<Project> {
    writeFiles(folder, { "Pulumi.yaml": projectFile(name) });
    const project = await Project.init(engine, folder);
    const run = await project.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(project.state.outputs()).to.deep.equal({ status: "success", seconds: 324 });
    return project;
  }

  describe("installed by npm", () => {
    let folder: string;
    before(async () => {
      folder = await npmFolder();
    });

    it("its emulator starts, answers, and ends on Ctrl-C", async () => {
      const command = join(folder, "node_modules/.bin/pulumi-apig");
      const emulator = spawn(command, ["emulator", "--port", "0"], { cwd: scratchFolder() });
      const closed = once(emulator, "close");
      const [text] = await once(emulator.stdout, "data");
      const url = /API emulator at (\S+)/.exec(String(text))?.[1];
      expect((await fetch(`${url}/v3`)).status).to.equal(200);
      emulator.kill("SIGINT");
      expect(await closed).to.deep.equal([0, null]);
    });

    it("ES modules", async () => {
      writeFiles(join(folder, "npm-esm"), esm);
      await up(folder, "npm-esm");
    });

    it("CommonJS; and where the package is missing, a refresh says so and loses nothing, and destroy works", async () => {
      writeFiles(join(folder, "npm-commonjs"), commonjs);
      const project = await up(folder, "npm-commonjs");

      const modules = join(folder, "node_modules/pulumi-apig");
      const refused = await without(modules, () => project.start(["refresh", "--yes", "--skip-preview"]).ended);
      expect(refused.ok).to.equal(false);
      expect(refused.screen).to.include(`npm install pulumi-apig in ${join(folder, "npm-commonjs")}`);
      expect(refused.screen).not.to.match(/^\s+at .*:\d+:\d+/m);

      const withoutAnything = await without(join(folder, "node_modules"), project.destroy);
      expect(withoutAnything.ok).to.equal(false);
      // Pulumi's own launcher gives up before it has read our text.
      expect(withoutAnything.screen).to.include("Cannot find module '@pulumi/pulumi/cmd/dynamic-provider'");

      expect(project.state.resources().some(({ urn }) => urn.endsWith("::gate"))).to.equal(true);
      // The resource and the package leave the program at once.
      writeFiles(project.folder, { "index.js": "" });
      const left = await without(modules, () => project.up());
      expect(left.ok, left.screen).to.equal(true);
      expect(project.state.resources().some(({ urn }) => urn.endsWith("::gate"))).to.equal(false);
    });

    it("a library of the team, linked: found beside it; a bundle: the message says what to do", async () => {
      const library = await teamLibrary();
      const program = writeFiles(join(scratchFolder(), "linked"), { "package.json": {}, "index.js": usingTeamLib });
      await npmInstall(program, `@pulumi/pulumi@${sdkVersion}`);
      symlinkSync(library, join(program, "node_modules/team-lib"), "junction");
      await upIn(program, "linked");

      const bundled = writeFiles(join(scratchFolder(), "bundled"), { "package.json": {} });
      await npmInstall(bundled, `@pulumi/pulumi@${sdkVersion}`);
      const bundle = (external: string[]) =>
        build({
          entryPoints: [join(program, "index.js")],
          bundle: true,
          platform: "node",
          external,
          outfile: join(bundled, "index.js"),
        });
      await bundle(["@pulumi/pulumi"]);
      writeFiles(bundled, { "Pulumi.yaml": projectFile("bundled") });
      const project = await Project.init(engine, bundled);
      const { ok, screen } = await project.up();
      expect(ok).to.equal(false);
      expect(screen).to.include(`npm install pulumi-apig in ${bundled} (bundler: keep external)`);

      await bundle(["@pulumi/pulumi", "pulumi-apig"]);
      await npmInstall(bundled, await tarball());
      const now = await project.up();
      expect(now.ok, now.screen).to.equal(true);
    });
  });

  it("a pnpm workspace without hoisting, whose library has the package", async () => {
    const overrides = { "pulumi-apig": `file:${await tarball()}` };
    const root = writeFiles(scratchFolder(), {
      "package.json": { private: true },
      "pnpm-workspace.yaml": { packages: ["*"], overrides, hoist: false },
      ".npmrc": "hoist=false\n",
    });
    writeFiles(join(root, "team-lib"), teamLib);
    const workspace = { private: true, dependencies: { ...sdk, "team-lib": "workspace:*" } };
    writeFiles(join(root, "pnpm-no-hoist"), { "package.json": workspace, "index.js": usingTeamLib });
    await pnpm(["install", "--no-frozen-lockfile", "--prefer-offline"], root);
    await up(root, "pnpm-no-hoist");
  });

  describe("installed by pnpm", () => {
    let folder: string;
    before(async () => {
      folder = await pnpmWorkspace({
        "pnpm-esm": esm,
        "pnpm-typescript6": typescript6,
        "pnpm-team-lib": throughTeamLib(await packTeamLib()),
        "pnpm-jest": underJest,
      });
    });

    it("ES modules", () => up(folder, "pnpm-esm"));

    it("TypeScript 6, as CommonJS", async () => {
      const compiler = join(folder, "pnpm-typescript6/node_modules/typescript/package.json");
      expect(JSON.parse(readFileSync(compiler, "utf8")).version).to.match(/^6\./);
      await up(folder, "pnpm-typescript6");
    });

    it("a unit test in jest, whose modules are CommonJS: a resource with mocks, and a request", async () => {
      const cwd = join(folder, "pnpm-jest");
      const jest = join(cwd, "node_modules", jest30.command[0] ?? "");
      await promisify(execFile)(process.execPath, [jest], {
        cwd,
        env: engine.environment({ TEST_ENDPOINT: engine.cloud.url }),
      });
    });

    it("only a library that the program uses depends on the package", async () => {
      const resolve = createRequire(join(folder, "pnpm-team-lib/index.js")).resolve;
      expect(() => resolve("pulumi-apig/dynamic")).to.throw(/Cannot find module/);
      const project = await up(folder, "pnpm-team-lib");
      expect((await project.destroy()).ok).to.equal(true);
    });
  });
});

/** Does something while `path` is away. */
async function without<T>(path: string, action: () => Promise<T>): Promise<T> {
  const away = `${path}-away`;
  renameSync(path, away);
  try {
    return await action();
  } finally {
    renameSync(away, path);
  }
}
