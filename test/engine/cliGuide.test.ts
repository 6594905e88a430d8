import { expect } from "chai";
import { askedCli, type Engine } from "./helpers/engine";
import { nativeEngine, yamlProject } from "./helpers/nativeProject";
import { blocksOf, typeInto } from "./helpers/shell";

const quota = { errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const gateways = {
  orders: { steps: [[0, 30]], end: 324, status: "success" },
  search: { steps: [[0, 0]], end: 2, status: "failed", ...quota },
} as const;

describe("the commands of pulumi do in documents, word by word", () => {
  let engine: Engine;
  /** With the emulator's address for the region. */
  const typedHere = (commands: string) =>
    commands.replaceAll("--apig:region eu-de", `--apig:endpoint ${engine.cloud.url}`);
  before(async function () {
    if (askedCli === "oldest") this.skip(); // It has no such command.
    ({ engine } = await nativeEngine({ gateways }));
  });
  after(() => engine?.stop());

  it("docs/cli.md, one after the other", async () => {
    const [commands = ""] = blocksOf("docs/cli.md", "sh", "pulumi do: the same with the Pulumi CLI alone");
    expect(commands.match(/^pulumi do /gm)).to.have.length(4);
    // A stack that is selected, with config.
    const project = await yamlProject(engine, "gate", { resources: {} });
    const { ok, screen } = await typeInto(project.folder, [typedHere(commands)], project.env);
    expect(ok, screen).to.equal(true);
    expect(screen)
      .to.match(/^ {2}"status": "creating"$/m)
      .and.match(/^ {2}"status": "success"$/m)
      .and.match(/^ {4}status {9}: "failed"$/m)
      .and.include("Created orders");
    expect(project.state.resource("orders")?.outputs).to.include({ status: "success" });
  });

  it("docs/_index.md, outside of a project", async () => {
    const [commands = ""] = blocksOf("docs/_index.md", "bash");
    expect(commands.match(/^pulumi do /gm)).to.have.length(2);
    const { ok, screen } = await typeInto(engine.folder, [typedHere(commands)], engine.environment());
    expect(ok, screen).to.equal(true);
    expect(screen).to.match(/^ {4}status {9}: "success"$/m);
  });
});
