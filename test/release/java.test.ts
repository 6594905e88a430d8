import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { prepareCache, userCacheFolder } from "../../tools/engine/cache";
import { withLock } from "../../tools/engine/lock";
import { readCoordinates } from "../../tools/release/coordinates";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { Project } from "../engine/helpers/project";
import { blocksOf } from "../engine/helpers/shell";
import { expectDownloadAndWait } from "./helpers/downloads";
import { onPathOrSkip } from "./helpers/programs";
import { folderOf } from "./helpers/released";

const guide = "docs/languages.md";
const [pom = ""] = blocksOf(guide, "xml", "Java");
const [program = ""] = blocksOf(guide, "java", "Java");
/** What Maven has downloaded for these tests; it takes minutes to have it again. */
const local = join(userCacheFolder(), "maven");

describe("taken by Maven from a repository", () => {
  let engine: Engine;
  before(async function () {
    await onPathOrSkip(this, "mvn", "javac", "go");
    engine = await Engine.start({
      hosts: ["java"],
      gateways: { gate: { steps: [[0, 30]], end: 0, status: "success" } },
    });
  });
  after(() => engine?.stop());

  it("Java: the first program waits, with the plugin that the engine downloads", async () => {
    await prepareCache(local);
    const wait = { signal: new AbortController().signal, onWait: () => {} };
    await withLock(local, wait, async () => {
      // What is there once, Maven takes for ever.
      rmSync(join(local, ...readCoordinates().maven.split("."), "pulumi-apig"), { recursive: true, force: true });
      await waits();
    });
  });

  async function waits(): Promise<void> {
    const folder = join(engine.folder, "java-one-gateway");
    const url = pathToFileURL(folderOf("Maven repository")).href;
    const repositories = `<repositories><repository><id>released</id><url>${url}</url></repository></repositories>`;
    writeFiles(folder, {
      "Pulumi.yaml": "{ name: java-one-gateway, runtime: java }",
      "pom.xml": pom.replace("  <dependencies>", `  ${repositories}\n  <dependencies>`),
    });
    writeFiles(join(folder, ".mvn"), { "maven.config": `-Dmaven.repo.local=${local}\n` });
    writeFiles(join(folder, "src/main/java"), { "App.java": program });
    const project = await Project.init(engine, folder, { config: { gatewayId: "gate" } });
    await expectDownloadAndWait(project);
  }
});
