import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { CliRun, until } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import { removeScratchFolders, tarball, typedHere } from "../engine/helpers/installed";
import { pythonOrSkip } from "../engine/helpers/python";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const guide = "docs/languages.md";
const [emulatorCommand = "", runCommands = ""] = blocksOf(guide, "sh", "Run it");
const ready = { creationSeconds: 324, gateway: "demo-success" };

describe("docs/languages.md, word by word", () => {
  let engine: Engine;
  let cloud: CliRun;
  before(async () => {
    engine = await Engine.start({ hosts: ["yaml", "python"], gateways: { "demo-success": "success" } });
  });
  after(async () => {
    await engine.stop();
    removeScratchFolders();
  });

  /** In an empty folder, with the package from its tarball, a free port for the emulator, and nobody to answer questions. */
  async function follow(name: string, file: string, language: string, commands: readonly string[] = []) {
    const folder = join(engine.folder, name);
    mkdirSync(folder);
    const env = { ...engine.environment(), PULUMI_BACKEND_URL: `file://${folder}` };
    const [setUp = ""] = blocksOf(guide, "sh", "Set up");
    const install = typedHere(setUp.replace("npm install pulumi-apig ", `npm install ${await tarball()} `));
    const installed = await typeInto(folder, [install], env);
    expect(installed.ok, installed.screen).to.equal(true);
    expect(installed.screen).to.include("installed the plugin apig");

    cloud ??= new CliRun("bash", ["-c", emulatorCommand.replace("8700 --speed 20", "0 --speed 400")], {
      cwd: folder,
      env,
    });
    await until("the emulator's greeting", () => cloud.screen.includes("Gateways:"));
    writeFileSync(join(folder, file), blocksOf(guide, language)[0] ?? "");
    await expectUp(folder, [...commands, runCommands], env);
    return folder;
  }

  async function expectUp(folder: string, commands: readonly string[], env: NodeJS.ProcessEnv) {
    const address = /apig:endpoint (\S+)/.exec(cloud.screen)?.[1] ?? "";
    const typed = commands.map((lines) =>
      lines
        .replace("http://127.0.0.1:8700", address)
        .replace("pulumi up", "pulumi up --yes --skip-preview --color never"),
    );
    const { ok, screen } = await typeInto(folder, [...typed, "echo; pulumi stack output --json"], env);
    expect(ok, screen).to.equal(true);
    expect(screen).to.include("apig:index:GatewayReadiness");
    expect(JSON.parse(screen.slice(screen.lastIndexOf("\n{")))).to.deep.equal(ready);
  }

  /** The example is the same program, set up by the same commands; its folder is copied, and its README typed from then on. */
  async function runExample(name: string, path: readonly string[] = []) {
    const folder = join(engine.folder, "copies", name);
    cpSync(join("examples", name), folder, { recursive: true });
    const { HW_AUTH_TOKEN, HW_PROJECT_ID, ...env } = engine.environment();
    const [, , run = ""] = blocksOf(join("examples", name, "README.md"), "sh", "Run it");
    expect(run).to.include("HW_ACCESS_KEY=");
    await expectUp(folder, [run], { ...env, PATH: [...path, env.PATH].join(delimiter) });
  }

  it("YAML; and the example", async () => {
    await follow("yaml-one-gateway", "Pulumi.yaml", "yaml");
    await runExample("yaml-one-gateway");
  });

  it("Python; and the example", async function () {
    await pythonOrSkip(this);
    const folder = await follow("python-one-gateway", "__main__.py", "python", blocksOf(guide, "sh", "Python"));
    await runExample("python-one-gateway", [join(folder, "venv/bin")]);
  });

  it("TypeScript, with the plugin", async () => {
    const commands = blocksOf(guide, "sh", "TypeScript, with the plugin").map(typedHere);
    await follow("typescript-native", "index.ts", "ts", commands);
  });
});
