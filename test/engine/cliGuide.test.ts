import { expect } from "chai";
import { askedCli, type Engine } from "./helpers/engine";
import { nativeEngine, yamlProject } from "./helpers/nativeProject";
import { blocksOf, typeInto } from "./helpers/shell";

const quota = { errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const gateways = {
  orders: { steps: [[0, 30]], end: 324, status: "success" },
  search: { steps: [[0, 0]], end: 2, status: "failed", ...quota },
} as const;

describe("docs/cli.md, word by word", () => {
  let engine: Engine;
  before(async function () {
    if (askedCli === "oldest") this.skip(); // It has no such command.
    ({ engine } = await nativeEngine({ gateways }));
  });
  after(() => engine?.stop());

  it("the commands of pulumi do, one after the other, with the emulator's address for the region", async () => {
    const [commands = ""] = blocksOf("docs/cli.md", "sh", "pulumi do: the same with the Pulumi CLI alone");
    expect(commands.match(/^pulumi do /gm)).to.have.length(4);
    // A stack that is selected, with config.
    const project = await yamlProject(engine, "gate", { resources: {} });
    const typed = commands.replaceAll("--apig:region eu-de", `--apig:endpoint ${engine.cloud.url}`);
    const { ok, screen } = await typeInto(project.folder, [typed], project.env);
    expect(ok, screen).to.equal(true);
    expect(screen)
      .to.match(/^ {2}"status": "creating"$/m)
      .and.match(/^ {2}"status": "success"$/m)
      .and.match(/^ {4}status {9}: "failed"$/m)
      .and.include("Created orders");
    expect(project.state.resource("orders")?.outputs).to.include({ status: "success" });
  });
});
