import { mkdir, readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { assert } from "chai";
import type { Maker } from "../../../tools/engine/makers";
import { clis, engineName, hosts, type Pin, resultName } from "../../../tools/engine/pins";
import type { Run } from "../../../tools/engine/run";
import { EngineUnavailableError } from "../../../tools/engine/unavailable";
import { failingMaker, languageHost, launcher, Sandbox, WorkingMaker } from "./sandbox";

const engine = ["pulumi", languageHost, launcher];
const cliResult = resultName(clis.newest);
const results = [engineName(clis.newest, [hosts.nodejs]), cliResult, resultName(hosts.nodejs)].sort();

async function failure(promise: Promise<unknown>): Promise<unknown> {
  const settled = await promise.then(
    () => ({ failed: false, error: undefined }),
    (error: unknown) => ({ failed: true, error }),
  );
  assert.isTrue(settled.failed, "nothing was thrown");
  return settled.error;
}

describe("ensureEngine", () => {
  let box: Sandbox;
  /** The whole engine, and the part of it that is made by the makers. */
  let target: string;
  let cliTarget: string;
  beforeEach(async () => {
    box = await Sandbox.open();
    target = join(box.cache, engineName(clis.newest, [hosts.nodejs]));
    cliTarget = join(box.cache, cliResult);
  });
  afterEach(() => box.close());

  describe("a pulumi on PATH", () => {
    for (const version of ["v3.230.0", "v3.300.1"]) {
      it(`is used as it is when it is ${version}`, async () => {
        const folder = await box.programs("official", engine, version);
        const maker = new WorkingMaker("build");
        assert.equal(await box.ensure(["/nonexistent", folder], [maker]), folder);
        assert.equal(maker.uses, 0);
        assert.deepEqual(await box.cached(), []);
      });
    }

    it("may have its companions elsewhere on PATH", async () => {
      const folder = await box.programs("cli", ["pulumi"]);
      const companions = await box.programs("companions", [languageHost, launcher]);
      assert.equal(await box.ensure([folder, companions], []), folder);
    });

    const unusable = [
      { what: "is too old", names: engine, version: "v3.229.9", reason: /is v3\.229\.9, older than v3\.230\.0/ },
      { what: "is a pre-release", names: engine, version: "v3.230.0-alpha.1", reason: /older than v3\.230\.0/ },
      { what: "is a later major version", names: engine, version: "v4.0.0", reason: /not a Pulumi 3/ },
      { what: "says no version", names: engine, version: "hello", reason: /gives no version: "hello"/ },
      { what: "has no host", names: ["pulumi", launcher], version: "v3.230.0", reason: /no pulumi-language-nodejs/ },
      { what: "has no launcher", names: ["pulumi", languageHost], version: "v3.230.0", reason: /no pulumi-resource-/ },
    ];
    for (const { what, names, version, reason } of unusable) {
      it(`is passed over when it ${what}`, async () => {
        const folder = await box.programs("official", names, version);
        const maker = new WorkingMaker("build");
        assert.equal(await box.ensure([folder], [maker]), join(target, "bin"));
        const error = await failure(box.ensure([folder], [], { cacheFolder: join(box.folder, "other") }));
        assert.instanceOf(error, EngineUnavailableError);
        assert.match(error.failures[0]?.reason ?? "", reason);
      });
    }
  });

  describe("an earlier result", () => {
    it("is used instead of making another", async () => {
      const maker = new WorkingMaker("build");
      const first = await box.ensure([], [maker]);
      assert.equal(await box.ensure([], [maker]), first);
      assert.equal(maker.uses, 1);
    });

    it("is made again when something of it is missing", async () => {
      await box.programs(join("cache", cliResult, "bin"), ["pulumi"]);
      const maker = new WorkingMaker("build");
      assert.equal(await box.ensure([], [maker]), join(target, "bin"));
      assert.equal(maker.uses, 1);
      assert.isTrue((await stat(join(target, "bin", languageHost))).isFile());
    });
  });

  describe("making one", () => {
    it("takes the first way that works", async () => {
      const [second, third] = [new WorkingMaker("second"), new WorkingMaker("third")];
      const folder = await box.ensure([], [failingMaker("first", "no network\nat line 5"), second, third]);
      assert.equal(folder, join(target, "bin"));
      assert.deepEqual([second.uses, third.uses], [1, 0]);
      assert.deepInclude(box.log, "first did not work: no network");
      assert.deepEqual(await box.cached(), results);
    });

    it("names everything that was tried in one message, and what to install", async () => {
      const makers = [failingMaker("download", "no route"), failingMaker("build", 'no "go" on PATH')];
      const error = await failure(box.ensure([], makers));
      assert.instanceOf(error, EngineUnavailableError);
      assert.deepEqual(error.message.split("\n"), [
        "no Pulumi engine could be found or made. Tried:",
        '  - a pulumi on PATH: no "pulumi" on PATH',
        `  - an earlier result: nothing in ${join(cliTarget, "bin")} yet`,
        "  - download: no route",
        '  - build: no "go" on PATH',
        "Install the Pulumi CLI, 3.230.0 or newer (https://www.pulumi.com/docs/install/), or Go, 1.25.8 or newer",
        "(https://go.dev/doc/install), so that it can be built; then run this again.",
      ]);
      assert.deepEqual(await box.cached(), []);
    });

    it("takes no half-made engine for a result", async () => {
      const error = await failure(box.ensure([], [new WorkingMaker("build", ["pulumi"])]));
      assert.instanceOf(error, EngineUnavailableError);
      assert.match(error.failures.at(-1)?.reason ?? "", /no pulumi-resource-pulumi-nodejs/);
      assert.deepEqual(await box.cached(), []);
    });

    it("names a cache folder that cannot be written", async () => {
      const file = join(await box.programs("folder", ["file"]), "file");
      const error = await failure(box.ensure([], [], { cacheFolder: file }));
      assert.instanceOf(error, EngineUnavailableError);
      assert.deepInclude(error.failures.at(-1), { way: "the cache folder" });
    });
  });

  describe("language hosts that are asked for", () => {
    it("are made once each, whatever CLI they run with, and never make the CLI anew", async () => {
      const maker = new WorkingMaker("build");
      const plain = await box.ensure([], [maker]);
      const more = await box.ensure([], [maker], { hosts: ["python", "yaml"] });
      assert.equal(await box.ensure([], [maker], { hosts: ["yaml", "python", "yaml"] }), more);
      assert.notEqual(plain, more);
      assert.equal(maker.uses, 1);
      assert.deepEqual(box.hostsMade.sort(), [languageHost, "pulumi-language-python", "pulumi-language-yaml"]);
      for (const program of [...engine, "pulumi-language-yaml", "pulumi-language-python-exec"]) {
        assert.isTrue((await stat(join(more, program))).isFile(), program);
      }
    });

    it("are taken from PATH with the pulumi there, which is passed over without them", async () => {
      const folder = await box.programs("official", [...engine, "pulumi-language-yaml"]);
      assert.equal(await box.ensure([folder], [], { hosts: ["yaml"] }), folder);
      assert.notEqual(await box.ensure([folder], [new WorkingMaker("build")], { hosts: ["yaml", "python"] }), folder);
    });

    it("are not built where the CLI's own download has them", async () => {
      const folder = await box.ensure([], [new WorkingMaker("download", [...engine, "pulumi-language-yaml"])], {
        hosts: ["yaml"],
      });
      assert.equal(folder, join(cliTarget, "bin"));
      assert.deepEqual(box.hostsMade, []);
    });

    it("are built alone where the download has the others", async () => {
      const folder = await box.ensure([], [new WorkingMaker("download", engine)], { hosts: ["yaml"] });
      assert.isTrue((await stat(join(folder, "pulumi-language-yaml"))).isFile());
      assert.deepEqual(box.hostsMade, ["pulumi-language-yaml"]);
    });

    it("are named when they cannot be made", async () => {
      const makersOf = (pin: Pin) =>
        pin === hosts.yaml
          ? [failingMaker("a build of the YAML host", "no route")]
          : [new WorkingMaker("x", pin === hosts.nodejs ? [languageHost] : undefined)];
      const error = await failure(box.ensure([], [], { hosts: ["yaml"], makersOf }));
      assert.instanceOf(error, EngineUnavailableError);
      assert.include(error.message, "  - a build of the YAML host: no route\n");
    });
  });

  describe("Go that is too old for the newest", () => {
    /** Only the oldest can be built; Go says of the newest's module what `answer` says. */
    const ensureWith = async (answer: () => Promise<string>) => {
      const go = await box.programs("go", ["go"]);
      const makersOf = (pin: Pin): Maker[] =>
        pin === clis.newest
          ? [failingMaker("a build with Go", "go.mod requires go >= 1.26.6")]
          : [new WorkingMaker("build", pin === clis.oldest ? undefined : [languageHost], undefined, `v${pin.version}`)];
      const run: Run = (command, args, options) => {
        if (!command.endsWith("/go")) return readFile(command, "utf8");
        assert.deepEqual([args, options?.cwd], [["list", "-m"], clis.newest.folder]);
        return answer();
      };
      return box.ensure([go], [], { makersOf, run });
    };

    it("gets the oldest, with a word", async () => {
      const folder = await ensureWith(() => Promise.reject(new Error("go.mod requires go >= 1.26.6")));
      assert.equal(folder, join(box.cache, engineName(clis.oldest, [hosts.nodejs]), "bin"));
      assert.match(box.log.join("\n"), /^Pulumi 3\.\d+\.\d+ needs Go 1\.\d+\.\d+; taking 3\.230\.0 instead$/m);
    });

    it("is not what any other failure is", async () => {
      const error = await failure(ensureWith(async () => "pulumi-apig/tools/modules/cli"));
      assert.instanceOf(error, EngineUnavailableError);
    });
  });

  it("a CLI that is asked for by name is exactly that one", async () => {
    const folder = await box.programs("official", engine, "v3.300.1");
    assert.equal(await box.ensure([folder], [new WorkingMaker("build")], { cli: "newest" }), join(target, "bin"));
    const exact = await box.programs("exact", engine, `v${clis.oldest.version}`);
    assert.equal(await box.ensure([exact], [], { cli: "oldest" }), exact);
  });

  describe("at the same time", () => {
    it("makes one engine for two calls, and the second says that it waits", async () => {
      const maker = new WorkingMaker("build", undefined, async () => {
        while (!box.log.some((line) => line.includes("another run"))) await new Promise(setImmediate);
      });
      const folders = await Promise.all([box.ensure([], [maker]), box.ensure([], [maker])]);
      assert.deepEqual(folders, [join(target, "bin"), join(target, "bin")]);
      assert.equal(maker.uses, 1);
      assert.deepEqual(box.hostsMade, [languageHost]);
    });

    it("takes over from a run that was killed, and removes what it left", async () => {
      await mkdir(`${cliTarget}.lock`, { recursive: true });
      await utimes(`${cliTarget}.lock`, 1, 1);
      await box.programs(join("cache", `${cliResult}.scratch-killed`, "root", "bin"), engine);
      const maker = new WorkingMaker("build");
      await box.ensure([], [maker]);
      assert.equal(maker.uses, 1);
      assert.deepEqual(await box.cached(), results);
    });
  });

  describe("interrupted", () => {
    for (const [when, names] of [
      ["early", []],
      ["when everything is built", engine],
    ] as const) {
      it(`leaves no result ${when}, and the next run makes one`, async () => {
        const interrupt = new AbortController();
        const reason = new Error("ended by SIGINT");
        const maker = new WorkingMaker("build", names, async () => interrupt.abort(reason));
        assert.equal(await failure(box.ensure([], [maker], { signal: interrupt.signal })), reason);
        assert.deepEqual(await box.cached(), []);
        assert.equal(await box.ensure([], [new WorkingMaker("build")]), join(target, "bin"));
      });
    }

    it("ends the wait for another run", async () => {
      const interrupt = new AbortController();
      await mkdir(`${cliTarget}.lock`, { recursive: true });
      const log = () => interrupt.abort();
      assert.propertyVal(await failure(box.ensure([], [], { signal: interrupt.signal, log })), "name", "AbortError");
    });
  });
});
