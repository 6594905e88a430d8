import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { committed, languages, makeSdks } from "../../tools/sdks";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { removeScratchFolders, tarball, typedHere } from "../engine/helpers/installed";
import { Project } from "../engine/helpers/project";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const run = promisify(execFile);
const guide = "docs/languages.md";
const root = process.cwd();
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !/(^|\/)(build|__pycache__|[^/]*\.egg-info)\//.test(file));

/** `npm run test:languages`: what needs Go, Maven and minutes. */
describe("SDKs", () => {
  const folder = mkdtempSync(join(tmpdir(), "apig-sdks-"));
  let engine: Engine;
  before(async () => {
    engine = await Engine.start({ hosts: ["go", "java"], gateways: { "demo-success": "success" } });
    await makeSdks(folder, languages);
  });
  after(async () => {
    await engine.stop();
    removeScratchFolders();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The folder of a program, set up as the guide says. */
  async function setUp(name: string): Promise<string> {
    const place = writeFiles(join(engine.folder, name), {});
    const [commands = ""] = blocksOf(guide, "sh", "Set up");
    const install = typedHere(commands.replace("npm install pulumi-apig ", `npm install ${await tarball()} `));
    const { ok, screen } = await typeInto(place, [install], engine.environment());
    expect(ok, screen).to.equal(true);
    return place;
  }

  async function waits(place: string): Promise<void> {
    const project = await Project.init(engine, place, { config: { gatewayId: "demo-success" } });
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(project.state.outputs()).to.deep.equal({ creationSeconds: 324, gateway: "demo-success" });
  }

  for (const language of committed) {
    it(`${language}: the committed one is what the generator makes`, () => {
      const [old, made] = [join(root, "sdk", language), join(folder, language)];
      expect(filesOf(old)).to.have.members(filesOf(made));
      for (const file of filesOf(made)) {
        expect(readFileSync(join(old, file), "utf8"), file).to.equal(readFileSync(join(made, file), "utf8"));
      }
    });
  }

  it("Go: the example waits", async () => {
    const place = await setUp("go-one-gateway");
    cpSync("examples/go-one-gateway", place, { recursive: true });
    const { ok, screen } = await typeInto(place, blocksOf(guide, "sh", "Go"), engine.environment());
    expect(ok, screen).to.equal(true);
    await waits(place);
  });

  it("Java: the guide's program waits", async () => {
    const repository = `-Dmaven.repo.local=${join(engine.folder, "maven")}`;
    await run("mvn", ["-q", "-B", repository, "-f", join(folder, "java"), "install"]);
    const place = await setUp("java-one-gateway");
    const [pom = ""] = blocksOf(guide, "xml", "Java");
    const [app = ""] = blocksOf(guide, "java", "Java");
    writeFiles(place, { "pom.xml": pom, "Pulumi.yaml": "{ name: java-one-gateway, runtime: java }" });
    writeFiles(join(place, ".mvn"), { "maven.config": `${repository}\n` });
    writeFiles(join(place, "src/main/java"), { "App.java": app });
    await waits(place);
  });
});
