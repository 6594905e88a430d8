import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { expectWaited, upDuringCreation } from "../engine/helpers/dependents";
import type { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { Project } from "../engine/helpers/project";
import { emptyPython, pythonOrSkip } from "../engine/helpers/python";
import { blocksOf } from "../engine/helpers/shell";
import { bareEnvironment, firstRun } from "./helpers/bare";
import { PythonIndex } from "./helpers/pythonIndex";
import { artifacts } from "./helpers/released";
import { engineWithoutNode, version } from "./helpers/withoutNode";

const run = promisify(execFile);
const ready = { steps: [[0, 30]], end: 100, status: "success" } as const;
const [firstProgram = ""] = blocksOf("docs/languages.md", "python");
const installed = `resource-apig-v${version}`;

describe("installed by pip from an index, where there is no Node.js", () => {
  let index: PythonIndex;
  let engine: Engine;
  let env: { PATH: string };
  let python: string;
  before(async function () {
    await pythonOrSkip(this);
    const [[wheel = ""], [sources = ""]] = [artifacts("Python wheel"), artifacts("Python source distribution")];
    expect(dirname(sources)).to.equal(dirname(wheel));
    index = await PythonIndex.start(dirname(wheel));
    ({ engine, env } = await engineWithoutNode({ hosts: ["python"], gateways: { gate: { ...ready, end: 0 } } }));
    const bin = await emptyPython(join(engine.folder, "venv"));
    env = { PATH: `${bin}:${env.PATH}` };
    python = join(bin, "python");
    await pip("--only-binary", "pulumi-apig", "pulumi-apig");
  });
  after(async () => {
    await index?.stop();
    await engine?.stop();
  });

  const pip = (...args: string[]) =>
    run(python, ["-m", "pip", "install", "--quiet", "--index-url", index.url, ...args]);

  it("Python in a new container: from pulumi up to a success, with the plugin that the engine downloads", async () => {
    const folder = writeFiles(join(engine.folder, "python-one-gateway"), {
      "Pulumi.yaml": "name: python-one-gateway\nruntime: python\n",
      "__main__.py": firstProgram,
    });
    const config = { gatewayId: "gate", "apig:endpoint": engine.cloud.url };
    const { seconds, screen, outputs, plugins } = await firstRun(folder, bareEnvironment(engine, env.PATH), config);
    console.log(`      Python: ${seconds} s`);
    expect(outputs, screen).to.deep.equal({ gateway: "gate", creationSeconds: 0 });
    expect(existsSync(join(plugins, installed))).to.equal(true);
  });

  it("the source distribution: waits; and a machine that has only the state downloads the plugin too", async () => {
    await pip("--no-binary", "pulumi-apig", "--no-deps", "--force-reinstall", "pulumi-apig");
    const folder = writeFiles(join(engine.folder, "snake"), {
      "Pulumi.yaml": "name: snake\nruntime: python\n",
      "__main__.py": `
import pulumi_apig as apig

ready = apig.GatewayReadiness("ready", instance_id="ready")
after = apig.GatewayReadiness("after", instance_id="gate", triggers=[ready.status])
`,
    });
    const project = await Project.init(engine, folder, { env });
    const plugins = join(engine.folder, "home/plugins");
    expect(existsSync(plugins)).to.equal(false);
    const first = await upDuringCreation(project, "ready", ready);
    expect(first.ok, first.screen).to.equal(true);
    expectWaited(project, first, "ready", "after");
    const refreshed = await project.start(["refresh", "--yes"]).ended;
    expect(refreshed.ok, refreshed.screen).to.equal(true);
    rmSync(plugins, { recursive: true });
    const destroyed = await project.destroy();
    expect(destroyed.ok, destroyed.screen).to.equal(true);
    expect(existsSync(join(plugins, installed))).to.equal(true);
  });
});
