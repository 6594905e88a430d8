import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { CliRun, until } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import { removeScratchFolders, tarball, typedHere } from "../engine/helpers/installed";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const [setUp = "", emulatorCommand = "", run = ""] = blocksOf("README.md", "sh", "First program");
const [cleanUp = ""] = blocksOf("README.md", "sh", "Clean up");
const [realCloud = ""] = blocksOf("README.md", "sh", "A real gateway");
const [program = ""] = blocksOf("README.md", "ts", "First program");
const [success = ""] = blocksOf("README.md", "text", "First program");
const [failure = ""] = blocksOf("README.md", "", "How a failure looks");

describe("README's first program, word by word, in an empty folder", () => {
  let engine: Engine;
  let cloud: CliRun | undefined;
  let folder: string;
  let env: NodeJS.ProcessEnv;
  before(async () => {
    engine = await Engine.start();
    folder = join(engine.folder, "first-program");
    mkdirSync(folder);
    const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, ...rest } = engine.environment();
    env = rest;
  });
  after(async () => {
    cloud?.interrupt();
    await engine.stop();
    removeScratchFolders();
  });

  /** With nobody to answer questions, and the emulator where it is. */
  const typed = (commands: string) =>
    commands
      .replaceAll("pulumi up", "pulumi up --yes --skip-preview --color never")
      .replace("http://127.0.0.1:8700", /apig:endpoint (\S+)/.exec(cloud?.screen ?? "")?.[1] ?? "");

  it("is installed, waits for the emulator's gateway, and a gateway that failed is told as README shows it", async () => {
    const install = setUp.replace("npm install pulumi-apig ", `npm install ${await tarball()} `);
    const installed = await typeInto(folder, [typedHere(install)], env);
    expect(installed.ok, installed.screen).to.equal(true);
    writeFileSync(join(folder, "index.ts"), program);
    cloud = new CliRun("bash", ["-c", emulatorCommand.replace("8700 --speed 20", "0 --speed 400")], {
      cwd: folder,
      env,
    });
    const emulator = cloud;
    await until("the emulator's greeting", () => emulator.screen.includes("Gateways:"));

    const waited = await typeInto(folder, [typed(run), "echo; pulumi stack output --json"], env);
    expect(waited.ok, waited.screen).to.equal(true);
    const outputs = JSON.parse(waited.screen.slice(waited.screen.lastIndexOf("\n{")));
    expect(outputs).to.deep.equal({ gateway: "demo-success", creationSeconds: 324 });
    expect(waited.screen).to.include(success.trim());

    const again = run
      .replace("pulumi stack init", "pulumi stack select")
      .replace("gatewayId demo-success", "gatewayId demo-quota");
    const failed = await typeInto(folder, [typed(again)], env);
    expect(failed.ok, failed.screen).to.equal(false);
    const screen = oneSpaced(failed.screen);
    for (const part of oneSpaced(failure).split(/0908\.\.\.\]|\.\.\. ?$/)) expect(screen).to.include(part.trim());
  });

  it("is cleaned up without the emulator", async () => {
    cloud?.interrupt();
    await cloud?.ended;
    cloud = undefined;
    const environment = run.split("\n").filter((line) => line.startsWith("export "));
    const destroy = cleanUp.replace("pulumi destroy", "pulumi destroy --yes --color never --stack dev");
    const { ok, screen } = await typeInto(folder, [...environment, destroy, "env"], env);
    expect(ok, screen).to.equal(true);
    expect(screen)
      .to.match(/- 2 deleted/)
      .and.not.match(/^(PULUMI_BACKEND_URL|PULUMI_CONFIG_PASSPHRASE|HW_\w+)=/m);
  });

  it("for a real cloud, the doctor shows the credential that would be used", async () => {
    const { HW_AUTH_TOKEN, HW_PROJECT_ID, ...cleaned } = env;
    const lines = realCloud.replace(/^pulumi up\n/m, "").replace(/^npx .*$/m, "npx pulumi-apig doctor || true");
    const { ok, screen } = await typeInto(
      folder,
      [...run.split("\n").filter((line) => /PULUMI_\w+=/.test(line)), lines],
      cleaned,
    );
    expect(ok, screen).to.equal(true);
    expect(screen)
      .to.match(/ok +credential +HW_\* \(access key\)/)
      .and.match(/endpoint +https:\/\/apig\.eu-de\./);
  });
});

const oneSpaced = (text: string) => text.replace(/\s+/g, " ").trim();
