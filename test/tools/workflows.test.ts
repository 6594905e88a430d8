import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "chai";
import { create } from "tar";
import { parse } from "yaml";
import { platforms } from "../../tools/release/platforms";
import { CliRun } from "../engine/helpers/cliRun";
import { actionlintProgram } from "./actionlint";

const folder = ".github/workflows";
const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: {
    readonly matrix: { readonly include: { readonly platform: string; readonly system: string }[] };
  };
  readonly steps: { readonly run?: string }[];
}
const workflow = parse(readFileSync(join(folder, "release.yml"), "utf8"));
const release: Record<string, Job> = workflow.jobs;

describe("the workflows", () => {
  it("are right, says actionlint", async function () {
    this.timeout(300_000); // Go builds it the first time.
    const program = await actionlintProgram();
    if (program === undefined) {
      console.warn("      skipped: there is no go on PATH, with which actionlint is built");
      return this.skip();
    }
    for (const files of [[], ["examples/ci/github.yml"]]) {
      const { status, stdout, stderr } = spawnSync(program, files, { encoding: "utf8" });
      assert.deepEqual([status, stdout, stderr], [0, "", ""]);
    }
  });

  it("name each action by a commit, with its version beside it", () => {
    const example = readFileSync("examples/ci/github.yml", "utf8");
    for (const line of [...texts, example].join("\n").match(/^.*\buses:.*$/gm) ?? []) {
      assert.match(line, /^ +- uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it("run only what there is", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const commands = texts.join("\n");
    const named = [...commands.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    assert.include(named, "release");
    assert.includeMembers(Object.keys(scripts), named);
    const files = [...commands.matchAll(/run: (\.\w+\/[\w./-]+)/g)].map(([, file = ""]) => file);
    assert.includeMembers(files, [".ci/run", ".github/scripts/start-executable.sh"]);
    for (const file of files) assert.isTrue(existsSync(file), file);
  });

  it("name no host: the clients know their own", () => {
    assert.notMatch(texts.join("\n"), /https?:|registry[-.]|\.(org|com|io)\b/);
  });

  it("a release publishes nothing before each executable has started on a system of its own", () => {
    const { include = [] } = release.start?.strategy?.matrix ?? {};
    assert.sameMembers(
      include.map(({ platform }) => platform),
      platforms.map(({ name }) => name),
    );
    const kinds = { "linux-": /^ubuntu/, "darwin-": /^macos/, "windows-": /^windows/ };
    for (const { platform, system } of include) {
      const [, kind] = Object.entries(kinds).find(([name]) => platform.startsWith(name)) ?? [];
      assert.match(system, kind ?? /^$/, platform);
    }
    const upTo = (name: string): string[] => [name, ...(release[name]?.needs ? upTo(release[name].needs) : [])];
    const publishing = Object.keys(release).filter((name) =>
      release[name]?.steps.some(({ run = "" }) => /\b(publish-npm|upload|gh (release|api))\b/.test(run)),
    );
    assert.sameMembers(publishing, ["draft", "npm", "pypi", "end"]);
    for (const name of publishing) assert.include(upTo(name), "start", name);
    assert.include(upTo("pypi"), "npm");
  });

  it("a release begins with a tag of the version, as a draft, and people approve what is published", () => {
    assert.deepEqual(workflow.on, { push: { tags: ["v*"] } });
    const commands = (name: string) => release[name]?.steps.map(({ run = "" }) => run).join("\n") ?? "";
    assert.match(commands("make"), /test "\$TAG" = "v.*package\.json.*version/);
    assert.match(commands("draft"), /gh release create .* --draft /);
    for (const name of ["npm", "pypi"]) assert.equal(release[name]?.environment, "release", name);
    // Each archive lies where the SDKs send the engine, before anything names it.
    assert.match(commands("npm"), /check-archives\.sh .*\n.*publish-npm\.sh/);
  });

  it("a job of a release may do no more than it needs", () => {
    assert.deepEqual(workflow.permissions, { contents: "read" });
    const writing = Object.entries(release).flatMap(([name, { permissions = {} }]) =>
      Object.entries(permissions).flatMap(([what, may]) => (may === "write" ? `${name} ${what}` : [])),
    );
    assert.sameMembers(writing, ["draft contents", "npm id-token", "pypi id-token", "end contents"]);
  });
});

/** What answers as the plugin's executable does. */
const works = '#!/bin/sh\nif [ "$1" = doctor ]; then echo "doctor [options]"; else echo 4711; exec sleep 60; fi\n';

describe("the scripts of a release", () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "apig-scripts-"));
  });
  afterEach(() => rmSync(place, { recursive: true }));

  const archive = "plugin/pulumi-resource-apig-v1.2.3-linux-amd64.tar.gz";
  const script = (name: string, ...args: string[]) =>
    new CliRun(join(process.cwd(), ".github/scripts", name), args, { cwd: place, env: process.env }).ended;

  async function pack(program: string): Promise<Buffer> {
    writeFileSync(join(place, "pulumi-resource-apig"), program, { mode: 0o755 });
    mkdirSync(join(place, "plugin"), { recursive: true });
    await create({ gzip: true, cwd: place, file: join(place, archive) }, ["pulumi-resource-apig"]);
    const bytes = readFileSync(join(place, archive));
    writeFileSync(join(place, "SHA256SUMS"), `${createHash("sha256").update(bytes).digest("hex")}  ${archive}\n`);
    return bytes;
  }

  it("start-executable.sh: one that serves is well; one that ends, says nothing useful or is damaged is not", async () => {
    await pack(works);
    const { ok, screen } = await script("start-executable.sh", place, "linux-amd64");
    assert.isTrue(ok, screen);
    assert.include(screen, "linux-amd64 starts");
    for (const broken of ["exit 1", 'echo "doctor [options]"; [ "$1" = doctor ]', "echo help"]) {
      await pack(`#!/bin/sh\n${broken}\n`);
      assert.isFalse((await script("start-executable.sh", place, "linux-amd64")).ok, broken);
    }
    await pack(works);
    writeFileSync(join(place, archive), "damaged");
    assert.isFalse((await script("start-executable.sh", place, "linux-amd64")).ok);
    assert.isFalse((await script("start-executable.sh", place, "darwin-arm64")).ok, "no such archive");
  });

  it("publish-npm.sh: publishes what is not there; what is there with the same bytes is well, with others not", async () => {
    const bin = join(place, "bin");
    mkdirSync(bin);
    mkdirSync(join(place, "release/npm"), { recursive: true });
    writeFileSync(join(place, "release/npm/pulumi-apig-1.2.3.tgz"), "packed");
    const published = `sha512-${createHash("sha512").update("packed").digest("base64")}`;
    const cases: [there: string, code: number, said: string][] = [
      ["", 0, "publish ./release/npm/pulumi-apig-1.2.3.tgz --provenance --access public\n"],
      [published, 0, "pulumi-apig 1.2.3 is published already\n"],
      ["sha512-other", 1, "pulumi-apig 1.2.3 is published with other bytes: raise the version\n"],
    ];
    for (const [there, code, said] of cases) {
      const asked = `[ "$1 $2 $3" = "view pulumi-apig@1.2.3 dist.integrity" ]`;
      const npm = `#!/bin/sh\nif ${asked}; then [ -n "${there}" ] && echo ${there}; else echo "$@"; fi\n`;
      writeFileSync(join(bin, "npm"), npm, { mode: 0o755 });
      const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
      const args = [join(process.cwd(), ".github/scripts/publish-npm.sh"), "release", "1.2.3"];
      const ended = await new CliRun("bash", args, { cwd: place, env }).ended;
      assert.deepEqual([ended.code, ended.screen], [code, said]);
    }
  });

  it("check-archives.sh: an archive that is missing or another one ends it, with what to do", async () => {
    const served = new Map<string, Buffer>();
    const server: Server = createServer(({ url = "" }, response) => {
      const bytes = served.get(url);
      response.writeHead(bytes ? 200 : 404).end(bytes);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/apig`;
    try {
      const bytes = await pack(works);
      const toDo = "copy dist-release/plugin there first";
      assert.include((await script("check-archives.sh", place, address)).screen, toDo);
      served.set(archive.replace("plugin/", "/apig/"), Buffer.from("another"));
      assert.include((await script("check-archives.sh", place, address)).screen, toDo);
      served.set(archive.replace("plugin/", "/apig/"), bytes);
      const { ok, screen } = await script("check-archives.sh", place, address);
      assert.isTrue(ok, screen);
    } finally {
      server.close();
    }
  });
});

describe("the forms for issues", () => {
  for (const name of ["bug.yml", "wish.yml"]) {
    it(`${name} is a form: a title, and fields with names of their own`, () => {
      const form = parse(readFileSync(join(".github/ISSUE_TEMPLATE", name), "utf8"));
      for (const key of ["name", "description", "labels"]) assert.isNotEmpty(form[key], key);
      const fields = form.body.filter(({ type }: { type: string }) => type !== "markdown");
      const ids = fields.map(({ id }: { id: string }) => id);
      assert.lengthOf(new Set(ids), fields.length);
      for (const { type, attributes } of form.body) {
        assert.include(["markdown", "textarea", "input", "dropdown"], type);
        assert.isNotEmpty(type === "markdown" ? attributes.value : attributes.label);
        if (type === "dropdown") assert.isAbove(attributes.options.length, 1);
      }
    });
  }
});
