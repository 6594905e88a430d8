import { join } from "node:path";
import { expect } from "chai";
import { CliRun, until } from "../engine/helpers/cliRun";
import { Engine } from "../engine/helpers/engine";
import {
  copyExample,
  type ExampleName,
  exampleNames,
  npmFolder,
  removeScratchFolders,
  scratchFolder,
  tarball,
  typedHere,
} from "../engine/helpers/installed";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const blocks = (name: ExampleName) => blocksOf(`examples/${name}/README.md`, "sh", "Run it");
/** What each must have in its outputs. */
const ends: Readonly<Record<ExampleName, object>> = {
  "one-gateway": { gateway: "demo-success", creationSeconds: 324 },
  "several-gateways": { creationSeconds: { "demo-success": 324, "demo-slow": 1200 }, slowest: 1200 },
  "go-on-after-failure": { gateway: "demo-success", reason: "no new gateway: APIC.9218 create failed..." },
  "gateway-of-another-stack": { gateway: "demo-success" },
  // By then the emulator has seen requests for it.
  "progress-read": { status: "success", progress: 100 },
  "progress-line": { gateway: "demo-success", creationSeconds: 324 },
};

describe("the examples' READMEs, word by word", () => {
  let engine: Engine;
  let emulator: CliRun | undefined;
  let env: NodeJS.ProcessEnv;
  before(async () => {
    engine = await Engine.start({ hosts: ["yaml"] });
    const { HW_AUTH_TOKEN, HW_PROJECT_ID, PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, ...rest } =
      engine.environment();
    env = rest;
    const [, command = ""] = blocks("one-gateway");
    const started = command.replace("8700 --speed 20", "0 --speed 1000");
    emulator = new CliRun("bash", ["-c", started], { cwd: await npmFolder(), env });
    await until("the emulator's greeting", () => emulator?.screen.includes("in project ") ?? false);
  });
  after(async () => {
    emulator?.signal("SIGTERM");
    await engine.stop();
    removeScratchFolders();
  });

  /** Types what the README says for the first terminal, with nobody to answer questions, and returns the outputs. */
  async function follow(folder: string, name: ExampleName, credential?: string): Promise<object> {
    const address = /apig:endpoint (\S+)/.exec(emulator?.screen ?? "")?.[1] ?? "";
    const [, , typed = ""] = blocks(name);
    const commands = typed
      .replaceAll(/^pulumi( -C \w+)? up$/gm, "pulumi$1 up --yes --skip-preview --color never")
      .replace("http://127.0.0.1:8700", address)
      .replace(/^export HW_ACCESS_KEY=.*\nexport HW_PROJECT_ID=.*\n/m, (asked) => credential ?? asked);
    const { ok, screen } = await typeInto(folder, [commands, "echo; pulumi stack output --json"], env);
    expect(ok, screen).to.equal(true);
    return JSON.parse(screen.slice(screen.lastIndexOf("\n{")));
  }

  for (const name of exampleNames) {
    it(`${name}, with an access key`, async () => {
      expect(await follow(copyExample(name, await npmFolder()), name)).to.deep.include(ends[name]);
    });
  }

  it("one-gateway, installed as its README says until the package is published, with each credential of the emulator", async () => {
    const folder = copyExample("one-gateway", scratchFolder());
    const [install = ""] = blocks("one-gateway");
    const line = /until it is published: (npm install )path\S+/.exec(install)?.[1];
    const installed = await typeInto(folder, [typedHere(`${line}${await tarball()}`)], env);
    expect(installed.ok, installed.screen).to.equal(true);

    const [, told = ""] = (emulator?.screen ?? "").split("Demo credentials");
    const kinds = [...told.matchAll(/^(A.*):\n((?: {2}export \S+\n)+)/gm)];
    expect(kinds.map(([, kind]) => kind)).to.have.length(6);
    for (const [, kind = "", lines = ""] of kinds) {
      const place = copyExample("one-gateway", join(folder, kind.replace(/\W/g, "-")));
      expect(await follow(place, "one-gateway", lines), kind).to.include(ends["one-gateway"]);
    }
  }).timeout(600_000);
});
