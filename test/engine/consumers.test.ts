import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { jest30 } from "../matrix/runners";
import { Engine } from "./helpers/engine";
import { writeFiles } from "./helpers/files";
import { npmFolder, pack, pnpm, removeScratchFolders, scratchFolder, sdkVersion, tarball } from "./helpers/installed";
import { Project } from "./helpers/project";

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

/** A program that has the package only through a library of its team. */
const throughTeamLib = (teamLib: string) => ({
  "package.json": { private: true, dependencies: { ...sdk, "team-lib": `file:${teamLib}` } },
  "index.js": `
    const ready = require("team-lib").gateway("ready");
    module.exports = { status: ready.status, seconds: ready.creationSeconds };`,
});

const packTeamLib = () =>
  pack(
    writeFiles(join(scratchFolder(), "team-lib"), {
      "package.json": {
        name: "team-lib",
        version: "1.0.0",
        dependencies: { "pulumi-apig": "^0.1.0" },
        peerDependencies: { "@pulumi/pulumi": "^3.230.0" },
      },
      "index.js": `
        const { GatewayReadiness } = require("pulumi-apig");
        exports.gateway = (instanceId) => new GatewayReadiness("gate", { instanceId });`,
    }),
    scratchFolder(),
  );

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

  async function up(folder: string, name: string): Promise<Project> {
    writeFiles(join(folder, name), { "Pulumi.yaml": projectFile(name) });
    const project = await Project.init(engine, join(folder, name));
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

    it("CommonJS; and a clone where npm install was forgotten says so, and loses nothing", async () => {
      writeFiles(join(folder, "npm-commonjs"), commonjs);
      const project = await up(folder, "npm-commonjs");

      const withoutPackage = await without(join(folder, "node_modules/pulumi-apig"), project.destroy);
      expect(withoutPackage.ok).to.equal(false);
      const sentence = `pulumi-apig is not installed in ${join(folder, "npm-commonjs")}: run npm install there`;
      expect(withoutPackage.screen).to.include(sentence);
      expect(withoutPackage.screen).not.to.match(/^\s+at .*:\d+:\d+/m);

      const withoutAnything = await without(join(folder, "node_modules"), project.destroy);
      expect(withoutAnything.ok).to.equal(false);
      // Pulumi's own launcher gives up before it has read our text.
      expect(withoutAnything.screen).to.include("Cannot find module '@pulumi/pulumi/cmd/dynamic-provider'");

      expect(project.state.resources().some(({ urn }) => urn.endsWith("::gate"))).to.equal(true);
      expect((await project.destroy()).ok).to.equal(true);
      expect(project.state.resources()).to.deep.equal([]);
    });
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
