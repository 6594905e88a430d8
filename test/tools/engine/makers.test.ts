import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { assert } from "chai";
import { newScratch, type Scratch } from "../../../tools/engine/cache";
import { engineDeps } from "../../../tools/engine/deps";
import { goBuild, type Maker, vendorDownload } from "../../../tools/engine/makers";
import { clis, hosts } from "../../../tools/engine/pins";
import type { RunOptions } from "../../../tools/engine/run";
import { install, launcher, Sandbox } from "./sandbox";

interface Call extends RunOptions {
  readonly command: string;
  readonly args: readonly string[];
}

describe("a way to make an engine", () => {
  let box: Sandbox;
  let scratch: Scratch;
  beforeEach(async () => {
    box = await Sandbox.open();
    await mkdir(box.cache);
    scratch = await newScratch(join(box.cache, "target"));
  });
  afterEach(() => box.close());

  /** What it would run. */
  async function calls(maker: Maker, env: NodeJS.ProcessEnv): Promise<Call[]> {
    const made: Call[] = [];
    const run = async (command: string, args: readonly string[], options?: RunOptions) => {
      made.push({ command, args, ...options });
      return box.folder;
    };
    await maker.make(scratch, engineDeps({ env, run, log: () => {} }));
    return made;
  }

  it("the vendor's installer sees neither the user's home nor the user's Pulumi home", async () => {
    await mkdir(join(scratch.root, "bin"));
    const [call] = await calls(vendorDownload(clis.oldest), {
      HOME: "/home/me",
      PULUMI_HOME: "/home/me/.pulumi",
      PATH: "/bin",
    });
    assert.deepInclude(call?.env, { HOME: scratch.home, PULUMI_HOME: scratch.home, TMPDIR: scratch.tmp, PATH: "/bin" });
    assert.deepEqual(call?.args.slice(1), [scratch.root, "3.230.0"]);
    assert.isAbove(call?.timeoutMs ?? 0, 0);
  });

  for (const pin of [clis.oldest, clis.newest, hosts.nodejs, hosts.yaml]) {
    it(`Go builds ${pin.title} ${pin.version} from a module of its own, and changes nothing in the clone`, async () => {
      const path = await box.programs("go", ["go"]);
      const [call, ...more] = await calls(goBuild(pin), { PATH: path, GOOS: "plan9", GOWORK: "/home/me/go.work" });
      assert.deepInclude(call, { command: join(path, "go"), cwd: pin.folder });
      assert.includeMembers([...(call?.args ?? [])], ["build", "-mod=readonly", "tool"]);
      assert.include(call?.args.join(" "), `version.Version=v${pin.version} `);
      assert.deepInclude(call?.env, { GOOS: "", GOARCH: "", GOWORK: "off", CGO_ENABLED: "0", GOTMPDIR: scratch.tmp });
      assert.lengthOf(more, 0);
    });
  }

  it("the CLI gets the launcher of the installed SDK, a host does not", async () => {
    const path = await box.programs("go", ["go"]);
    await calls(goBuild(clis.oldest), { PATH: path });
    const shipped = join(dirname(require.resolve("@pulumi/pulumi/package.json")), launcher);
    assert.equal(await readFile(join(scratch.root, "bin", launcher), "utf8"), await readFile(shipped, "utf8"));
    scratch = await newScratch(join(box.cache, "host"));
    await calls(goBuild(hosts.yaml), { PATH: path });
    assert.deepEqual(await readdir(join(scratch.root, "bin")), []);
  });

  it("the Python host gets its script from the module that Go downloaded", async () => {
    await install(join(box.folder, "python/cmd"), ["pulumi-language-python-exec"], "the script");
    const made = await calls(goBuild(hosts.python), { PATH: await box.programs("go", ["go"]) });
    assert.deepEqual(made[1]?.args, ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"]);
    const copy = join(scratch.root, "bin", "pulumi-language-python-exec");
    assert.equal(await readFile(copy, "utf8"), "the script");
  });

  it("Go that is not installed is said so", async () => {
    const error = await calls(goBuild(clis.oldest), { PATH: box.folder }).then(
      () => assert.fail("nothing was thrown"),
      (thrown: Error) => thrown,
    );
    assert.equal(error.message, 'no "go" on PATH');
  });
});
