import { delimiter, join } from "node:path";
import { expect } from "chai";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { Project } from "../engine/helpers/project";
import { pythonOrSkip } from "../engine/helpers/python";

/** Without the package: that the engine of the tests runs programs in these languages at all. */
describe("a program in another language", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ hosts: ["yaml", "python"] });
  });
  after(() => engine.stop());

  it("YAML", async () => {
    const folder = writeFiles(join(engine.folder, "words"), {
      "Pulumi.yaml": { name: "words", runtime: "yaml", outputs: { said: ["words", "in", "YAML"] } },
    });
    const project = await Project.init(engine, folder);
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(project.state.outputs()).to.deep.equal({ said: ["words", "in", "YAML"] });
    expect(screen).not.to.match(/warning/i);
  });

  it("Python", async function () {
    const python = await pythonOrSkip(this);
    const folder = writeFiles(join(engine.folder, "more"), {
      "Pulumi.yaml": "name: more\nruntime: python\n",
      "__main__.py": 'import pulumi\npulumi.export("said", pulumi.get_project() + " in Python")\n',
    });
    const PATH = [python, engine.environment().PATH].join(delimiter);
    const project = await Project.init(engine, folder, { env: { PATH } });
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(project.state.outputs()).to.deep.equal({ said: "more in Python" });
    expect(screen).not.to.match(/warning/i);
  });
});
