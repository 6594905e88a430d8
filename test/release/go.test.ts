import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { readCoordinates } from "../../tools/release/coordinates";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import { Project } from "../engine/helpers/project";
import { blocksOf } from "../engine/helpers/shell";
import { expectDownloadAndWait } from "./helpers/downloads";
import { onPathOrSkip } from "./helpers/programs";
import { folderOf } from "./helpers/released";
import { version } from "./helpers/withoutNode";

const run = promisify(execFile);
const [program = ""] = blocksOf("docs/languages.md", "go", "Go");
const module = readCoordinates().go;

describe("taken by go get from a module proxy", () => {
  let engine: Engine;
  before(async function () {
    await onPathOrSkip(this, "go");
    engine = await Engine.start({
      hosts: ["go"],
      gateways: { gate: { steps: [[0, 30]], end: 0, status: "success" } },
    });
  });
  after(() => engine?.stop());

  /**
   * A module cache of its own, since versions in the user's never change. What is there already need not come over the network again,
   * and paths are left out of what is compiled, so that the user's build cache serves.
   */
  async function environment(): Promise<Record<string, string>> {
    const { stdout } = await run("go", ["env", "GOPROXY", "GOMODCACHE"]);
    const [configured, cache = ""] = stdout.trim().split("\n");
    const proxies = [folderOf("Go module"), join(cache, "cache/download")].map((folder) => pathToFileURL(folder).href);
    return {
      ...{ GOPROXY: [...proxies, configured].join(), GONOSUMDB: module, GOMODCACHE: join(engine.folder, "modules") },
      ...{ GOFLAGS: "-modcacherw -trimpath -buildvcs=false", GOWORK: "off", CGO_ENABLED: "0" },
    };
  }

  it("Go: the first program waits, with the plugin that the engine downloads", async () => {
    const folder = writeFiles(join(engine.folder, "go-one-gateway"), {
      "Pulumi.yaml": "name: go-one-gateway\nruntime: go\n",
      "main.go": program,
    });
    const env = await environment();
    for (const args of [
      ["mod", "init", "go-one-gateway"],
      ["get", `${module}@v${version}`],
      ["mod", "tidy"],
    ]) {
      await run("go", args, { cwd: folder, env: { ...process.env, ...env } });
    }
    const project = await Project.init(engine, folder, { config: { gatewayId: "gate" }, env });
    await expectDownloadAndWait(project);
  });
});
