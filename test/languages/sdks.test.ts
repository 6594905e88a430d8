import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { committed, committedDownloadUrl, languages, makeSdks } from "../../tools/sdks";
import { expectWaited, upDuringCreation } from "../engine/helpers/dependents";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { removeScratchFolders, tarball, typedHere } from "../engine/helpers/installed";
import { Project } from "../engine/helpers/project";
import { blocksOf, typeInto } from "../engine/helpers/shell";

const run = promisify(execFile);
const ready = { steps: [[0, 30]], end: 0, status: "success" } as const;
const guide = "docs/languages.md";
const root = process.cwd();
/** What depends on the wait of a program, in place of the comment that tells of it. */
const dependents = {
  go: `
		if _, err := apig.NewGatewayReadiness(ctx, "after", &apig.GatewayReadinessArgs{
			InstanceId: pulumi.String("next"),
			Triggers:   pulumi.Array{ready.Status},
		}); err != nil {
			return err
		}`,
  java: `
      com.pulumi.core.Output<java.util.List<Object>> seen =
          ready.status().applyValue(status -> java.util.List.<Object>of(status.orElse("none")));
      new GatewayReadiness("after", GatewayReadinessArgs.builder().instanceId("next").triggers(seen).build());`,
};
const withDependent = (program: string, language: keyof typeof dependents): string =>
  program.replace(/^\s*\/\/ A resource that uses an output.*$/m, dependents[language]);

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
    engine = await Engine.start({ hosts: ["go", "java"], gateways: { next: ready } });
    await makeSdks(folder, languages, committedDownloadUrl());
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
    const run = await upDuringCreation(project, "demo-success", { ...ready, end: 324 });
    expect(run.ok, run.screen).to.equal(true);
    expectWaited(project, run, "orders", "after");
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

  it("Go: the guide's program waits, and what depends on it", async () => {
    const place = await setUp("go-one-gateway");
    const [[main = ""], [mod = ""]] = [blocksOf(guide, "go", "Go"), blocksOf(guide, "mod", "Go")];
    writeFiles(place, { "main.go": withDependent(main, "go"), "go.mod": mod });
    const { ok, screen } = await typeInto(place, blocksOf(guide, "sh", "Go"), engine.environment());
    expect(ok, screen).to.equal(true);
    await waits(place);
  });

  it("Java: the guide's program waits, and what depends on it", async () => {
    const repository = `-Dmaven.repo.local=${join(engine.folder, "maven")}`;
    await run("mvn", ["-q", "-B", repository, "-f", join(folder, "java"), "install"]);
    const place = await setUp("java-one-gateway");
    const [pom = ""] = blocksOf(guide, "xml", "Java");
    const [app = ""] = blocksOf(guide, "java", "Java");
    const { ok, screen } = await typeInto(place, blocksOf(guide, "sh", "Java"), engine.environment());
    expect(ok, screen).to.equal(true);
    writeFiles(place, { "pom.xml": pom });
    writeFiles(join(place, ".mvn"), { "maven.config": `${repository}\n` });
    writeFiles(join(place, "src/main/java"), { "App.java": withDependent(app, "java") });
    await waits(place);
  });
});
