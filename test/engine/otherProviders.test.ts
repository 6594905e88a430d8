import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Engine } from "./helpers/engine";
import { writeFiles } from "./helpers/files";
import { Project } from "./helpers/project";
import { blocksOf, typeInto } from "./helpers/shell";

const page = "docs/with-other-providers.md";

describe("docs/with-other-providers.md", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ speed: 400 });
  });
  after(() => engine.stop());

  it("a script or a REST call orders a gateway, and the program waits for it", async () => {
    const [commands = ""] = blocksOf(page, "sh", "A script or a REST call");
    const [program = ""] = blocksOf("README.md", "ts", "First program");
    const folder = writeFiles(join(engine.folder, "ordered"), {
      "Pulumi.yaml": "{ name: ordered, runtime: nodejs }",
      "package.json": { main: "index.ts" },
      "index.ts": program,
    });
    cpSync("examples/one-gateway/tsconfig.json", join(folder, "tsconfig.json"));
    symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction");
    const project = await Project.init(engine, folder);
    const up = commands.replace("pulumi up", "pulumi up --yes --skip-preview");
    const { ok, screen } = await typeInto(folder, [up], engine.environment({ ENDPOINT: engine.cloud.url }));
    expect(ok, screen).to.equal(true);
    const { gateway, creationSeconds } = project.state.outputs();
    expect(creationSeconds).to.be.above(0);
    const ordered = engine.cloud.requests.filter(({ method, status }) => method === "POST" && status === 202);
    expect(ordered).to.have.length(1);
    expect(screen).to.include(String(gateway));
  });
});
