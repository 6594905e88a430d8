import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type EngineDeps, engineDeps } from "../../../tools/engine/deps";
import type { Run } from "../../../tools/engine/run";
import { type Asked, gitProblems, missingPlatforms, missingPrograms, problemsOf } from "../../../tools/release/checks";
import type { Coordinates } from "../../../tools/release/coordinates";
import { partsOf } from "../../../tools/release/parts";
import { platforms } from "../../../tools/release/platforms";
import { folderProblems, optionsOf, release } from "../../../tools/release/release";
import { filledIn, unfilled } from "./filledIn";

const someVersion = require("../../../package.json").version as string;
const changelog = `# Changelog\n\n## ${someVersion} (unreleased)\n`;

describe("a release that is not ready", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apig-refused-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** On a machine with these programs, and a git that answers as told; whatever else is run is an error. */
  function machine(programs: readonly string[], git: Record<string, string> = {}): EngineDeps {
    const bin = join(folder, "bin");
    rmSync(bin, { recursive: true, force: true });
    mkdirSync(bin);
    for (const name of programs) writeFileSync(join(bin, name), "", { mode: 0o755 });
    const run: Run = async (command, args) => {
      const answer = command === "git" ? git[args[0] ?? ""] : undefined;
      if (answer === undefined) throw new Error(`${command} ${args[0]} is not to be run`);
      return answer;
    };
    return engineDeps({ env: { PATH: bin }, run, log: () => {} });
  }
  const everything = ["git", "go", "python3", "mvn", "javac"];
  const clean = { status: "", "rev-parse": "abc" };
  const faultOf = (out: string, coordinates: Coordinates, deps: EngineDeps, parts = partsOf("npm,python,maven")) =>
    release(
      {
        isLocal: false,
        out,
        parts,
        coordinates,
        changelog,
        unpublished: ["README.md", "examples/a/README.md"],
        stale: ["docs/languages.md"],
      },
      deps,
    ).then(
      () => "",
      (error: Error) => error.message,
    );

  it("is told all that is wrong at once, with what to do, and nothing is written", async () => {
    const out = join(folder, "out");
    const changed = { ...clean, status: " M provider/a.ts\n?? b.ts" };
    const said = (await faultOf(out, unfilled, machine(["git", "go"], changed))).split("\n");
    expect(said[0]).to.equal("nothing was written:");
    expect(said[1]).to.match(
      /^- placeholders in release\.json: repository, downloadUrl, .+: write your own, then npm run coordinates$/,
    );
    expect(said[2]).to.equal("- changes that are in no commit: provider/a.ts, b.ts: commit them, or put them away");
    expect(said).to.include.members([
      `- CHANGELOG.md has no date for ${someVersion}: write "## ${someVersion} (YYYY-MM-DD)", the day of the release, and commit it`,
      '- "until it is published" is in README.md, examples/a/README.md: take it out',
      "- not what release.json and the version say: docs/languages.md: npm run coordinates",
      "- there is no python3 on PATH: install Python 3.10 or newer, with its module venv (Debian: python3-venv)",
      "- there is no mvn on PATH: install Maven 3.8 or newer (Debian: maven)",
      "- there is no javac on PATH: install a JDK 11 or newer, not only a JRE (Debian: default-jdk-headless)",
    ]);
    expect(said).to.have.length(9);
    expect(readdirSync(folder)).to.deep.equal(["bin"]);
  });

  it("a folder that holds anything but an earlier release is not replaced", async () => {
    const out = join(folder, "downloads");
    mkdirSync(out);
    expect(folderProblems(out)).to.deep.equal([]);
    writeFileSync(join(out, "a.tgz"), "");
    writeFileSync(join(out, "SHA256SUMS"), `${"0".repeat(64)}  a.tgz\n`);
    expect(folderProblems(out)).to.deep.equal([]);
    writeFileSync(join(out, "thesis.txt"), "");
    expect(folderProblems(out)).to.deep.equal([
      `${out} holds what is of no release, such as thesis.txt: name another folder`,
    ]);
    expect(folderProblems(join(out, "a.tgz"))).to.deep.equal([`${join(out, "a.tgz")} is no folder: name another`]);
    expect(folderProblems(join(out, "a/b"))).to.deep.equal([`there is no folder ${join(out, "a")}: make it first`]);
    expect(await faultOf(out, filledIn, machine(everything, clean))).to.include("thesis.txt: name another folder");
    expect(existsSync(join(out, "thesis.txt"))).to.equal(true);
    rmSync(out, { recursive: true });
  });

  describe("what is ready to be published but for one thing", () => {
    const ready: Asked = {
      parts: partsOf("go"),
      isLocal: false,
      coordinates: filledIn,
      changelog: changelog.replace("unreleased", "2026-12-01"),
      unpublished: [],
      stale: [],
    };
    const problems = (but: Partial<Asked> = {}, git = clean, programs = everything) =>
      problemsOf({ ...ready, ...but }, machine(programs, git));

    it("is refused for nothing, if there is no such thing", async () => expect(await problems()).to.deep.equal([]));

    const reasons: readonly (readonly [RegExp, () => Promise<string[]>])[] = [
      [
        /^placeholders in release\.json: contact:/,
        () => problems({ coordinates: { ...filledIn, contact: "a@b.example" } }),
      ],
      [/^changes that are in no commit: a\.ts:/, () => problems({}, { ...clean, status: " M a.ts" })],
      [/^CHANGELOG\.md has no date/, () => problems({ changelog })],
      [/^"until it is published" is in README\.md: take it out/, () => problems({ unpublished: ["README.md"] })],
      [/^not what release\.json and the version say: sdk\/:/, () => problems({ stale: ["sdk/"] })],
      [/^there is no go on PATH/, () => problems({}, clean, ["git"])],
      [/^there is no git on PATH/, () => problems({}, {} as typeof clean, ["go"])],
    ];
    for (const [said, of] of reasons) {
      it(`is refused for that alone: ${said.source}`, async () => {
        const [problem, ...others] = await of();
        expect(problem).to.match(said);
        expect(others).to.deep.equal([]);
      });
    }
  });

  it("for trials (--local), placeholders, changes and a missing date are no reason", async () => {
    const asked = {
      parts: partsOf("npm,maven"),
      isLocal: true,
      coordinates: unfilled,
      changelog,
      unpublished: ["README.md", "examples/a/README.md"],
      stale: ["x"],
    };
    expect(await problemsOf(asked, machine(everything))).to.deep.equal([]);
    expect(await problemsOf(asked, machine(["git", "go", "javac"]))).to.have.length(1);
  });

  it("a tag of this version that is another commit: refused", async () => {
    const run: Run = async (_, args) => (args[0] === "status" ? "" : args[1] === "HEAD" ? "2222" : "1111111111111");
    const [said, ...others] = await gitProblems({ ...machine([]), run });
    expect(said).to.equal(
      `the tag v${someVersion} is another commit (1111111111): what is released as ${someVersion} stays as it is; raise the version`,
    );
    expect(others).to.deep.equal([]);
    const none: Run = async (_, args) => {
      if (args.includes("--verify")) throw new Error("ended with 1");
      return args[0] === "status" ? "" : "2222";
    };
    expect(await gitProblems({ ...machine([]), run: none })).to.deep.equal([]);
  });

  it("a platform whose Node.js cannot be had: refused, each by name", async () => {
    const problems = await missingPlatforms(machine([]), join(folder, "cache"));
    expect(problems).to.have.length(platforms.length);
    for (const [index, { name }] of platforms.entries()) {
      expect(problems[index]).to.match(new RegExp(`^no Node\\.js [\\d.]+ for ${name}: npm pack is not to be run`));
    }
  });

  it("what each part needs is asked for, and no more", async () => {
    const of = async (names: string) =>
      (await missingPrograms(partsOf(names), { PATH: folder })).map((line) => line.split(" ")[3]);
    expect(await of("sbom")).to.deep.equal(["git"]);
    expect(await of("go,python")).to.deep.equal(["git", "go", "python3"]);
  });

  it("options that do not go together, or that there are not, are refused", () => {
    expect(() => optionsOf(["--download-url", "http://x"])).to.throw("--download-url is for --local");
    for (const address of ["files.acme.dev", "file:///tmp", ""])
      expect(() => optionsOf(["--local", "--download-url", address])).to.throw(
        `--download-url is "${address}"; it must`,
      );
    expect(() => optionsOf(["--only", "npm,rust"])).to.throw("--only: rust is none of npm, plugin, python");
    expect(() => optionsOf(["--locl"])).to.throw("--locl");
    expect(optionsOf(["--local", "--download-url", "http://x", "--only", "npm,go"])).to.deep.include({
      isLocal: true,
      downloadUrl: "http://x",
      parts: ["npm", "go"],
    });
  });
});
