import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { makeSdks } from "../../tools/sdks";
import type { Ended } from "../engine/helpers/cliRun";
import { expectWaited, upDuringCreation } from "../engine/helpers/dependents";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { Project } from "../engine/helpers/project";
import { pythonOrSkip } from "../engine/helpers/python";
import { ArchiveServer } from "./helpers/archiveServer";
import { engineWithoutNode } from "./helpers/withoutNode";

const run = promisify(execFile);
const ready = { steps: [[0, 30]], end: 100, status: "success" } as const;

describe("the engine downloads the plugin by itself, from the address in an SDK", () => {
  let server: ArchiveServer;
  let engine: Engine | undefined;
  before(async () => {
    server = await ArchiveServer.start();
  });
  afterEach(async () => {
    await engine?.stop();
    engine = undefined;
    server.asked.length = 0;
  });
  after(() => server.stop());

  async function waits(project: Project): Promise<void> {
    project.engine.cloud.setGateway("second", { ...ready, end: 0 });
    const first: Ended = await upDuringCreation(project, "ready", ready);
    expect(first.ok, first.screen).to.equal(true);
    expectWaited(project, first, "ready", "after");
    expect(server.asked).to.deep.equal([server.archive]);
    const refreshed = await project.start(["refresh", "--yes"]).ended;
    expect(refreshed.ok, refreshed.screen).to.equal(true);
  }

  it("Python, without Node.js: waits, and a machine that has only the state downloads it too", async function () {
    const python = await pythonOrSkip(this);
    const started = await engineWithoutNode({ hosts: ["python"] }, python);
    engine = started.engine;
    const folder = writeFiles(join(engine.folder, "snake"), {
      "Pulumi.yaml": "name: snake\nruntime: python\n",
      "__main__.py": `
import pulumi_apig as apig

ready = apig.GatewayReadiness("ready", instance_id="ready")
after = apig.GatewayReadiness("after", instance_id="second", triggers=[ready.status])
`,
    });
    await makeSdks(engine.folder, ["python"], server.url);
    const needed = join(engine.folder, "needed");
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", needed];
    await run(join(python, "python"), [...install, "--no-deps", join(engine.folder, "python")]);
    await run(join(python, "python"), [...install, "parver"]);
    const project = await Project.init(engine, folder, { env: { ...started.env, PYTHONPATH: needed } });
    await waits(project);
    rmSync(join(engine.folder, "home/plugins"), { recursive: true });
    const destroyed = await project.destroy();
    expect(destroyed.ok, destroyed.screen).to.equal(true);
    expect(server.asked).to.deep.equal([server.archive, server.archive]);
  });

  it("JavaScript: waits", async () => {
    engine = await Engine.start();
    await makeSdks(engine.folder, ["nodejs"], server.url);
    const folder = writeFiles(join(engine.folder, "script"), {
      "package.json": { main: "index.js" },
      "Pulumi.yaml": "name: script\nruntime: nodejs\n",
      "index.js": `
const apig = require("${join(engine.folder, "nodejs")}");
const ready = new apig.GatewayReadiness("ready", { instanceId: "ready" });
new apig.GatewayReadiness("after", { instanceId: "second", triggers: [ready.status] });
`,
    });
    const modules = join(process.cwd(), "node_modules");
    await run("ln", ["-s", modules, join(engine.folder, "node_modules")]);
    await waits(await Project.init(engine, folder));
  });
});
