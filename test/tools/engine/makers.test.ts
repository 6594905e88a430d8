import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { assert } from "chai";
import { newScratch, type Scratch } from "../../../tools/engine/cache";
import { engineDeps } from "../../../tools/engine/deps";
import { goBuild, type Maker, vendorDownload } from "../../../tools/engine/makers";
import { cliModule, nodejsHostModule } from "../../../tools/engine/pins";
import type { RunOptions } from "../../../tools/engine/run";
import { Sandbox } from "./sandbox";

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
      return "";
    };
    await maker.make(scratch, engineDeps({ env, run, log: () => {} }));
    return made;
  }

  it("the vendor's installer sees neither the user's home nor the user's Pulumi home", async () => {
    const [call] = await calls(vendorDownload, { HOME: "/home/me", PULUMI_HOME: "/home/me/.pulumi", PATH: "/bin" });
    assert.deepInclude(call?.env, { HOME: scratch.home, PULUMI_HOME: scratch.home, TMPDIR: scratch.tmp, PATH: "/bin" });
    assert.deepEqual(call?.args.slice(1), [scratch.root, "3.230.0"]);
    assert.isAbove(call?.timeoutMs ?? 0, 0);
  });

  it("Go builds both commands from their own modules, and changes nothing in the clone", async () => {
    const path = await box.programs("go", ["go"]);
    const made = await calls(goBuild, { PATH: path, GOOS: "plan9", GOWORK: "/home/me/go.work" });
    assert.deepEqual(
      made.map(({ command, cwd }) => ({ command, cwd })),
      [cliModule, nodejsHostModule].map((cwd) => ({ command: join(path, "go"), cwd })),
    );
    for (const { args, env } of made) {
      assert.includeMembers([...args], ["build", "-mod=readonly", "tool"]);
      assert.deepInclude(env, { GOOS: "", GOARCH: "", GOWORK: "off", CGO_ENABLED: "0", GOTMPDIR: scratch.tmp });
    }
  });

  it("Go that is not installed is said so", async () => {
    const error = await calls(goBuild, { PATH: box.folder }).then(
      () => assert.fail("nothing was thrown"),
      (thrown: Error) => thrown,
    );
    assert.equal(error.message, 'no "go" on PATH');
  });
});
