import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { blocksOf } from "../engine/helpers/shell";
import { bareEnvironment, firstRun } from "./helpers/bare";
import { addressOf, readMade } from "./helpers/made";
import { engineWithoutNode, version } from "./helpers/withoutNode";

const [program = ""] = blocksOf("docs/languages.md", "yaml", "YAML");
const [declaration = ""] = blocksOf("docs/installing-the-plugin.md", "yaml");

describe("a program in YAML", () => {
  let engine: Engine;
  let env: { PATH: string };
  before(async () => {
    const gateways = { gate: { steps: [[0, 30]], end: 0, status: "success" } } as const;
    ({ engine, env } = await engineWithoutNode({ hosts: ["yaml"], gateways }));
  });
  after(() => engine?.stop());

  it("YAML in a new container: from pulumi up to a success, with the plugin that the engine downloads", async () => {
    const folder = writeFiles(join(engine.folder, "yaml-one-gateway"), {
      "Pulumi.yaml": program,
      "apig.yaml": declaration.replace(/https:\S+/, addressOf(readMade())),
    });
    const config = { gatewayId: "gate", "apig:endpoint": engine.cloud.url };
    const { seconds, screen, outputs, plugins } = await firstRun(folder, bareEnvironment(engine, env.PATH), config);
    console.log(`      YAML: ${seconds} s`);
    expect(outputs, screen).to.deep.equal({ gateway: "gate", creationSeconds: 0 });
    expect(existsSync(join(plugins, `resource-apig-v${version}`))).to.equal(true);
  });
});
