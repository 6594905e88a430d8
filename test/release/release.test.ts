import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { extract, list } from "tar";
import { readCoordinates } from "../../tools/release/coordinates";
import { filesOf } from "../../tools/release/sums";
import { version } from "./helpers/withoutNode";

const run = promisify(execFile);
const root = process.cwd();
const coordinates = readCoordinates();
const url = "http://127.0.0.1:9/apig";

/** All of a release but the executables, of which archives.test.ts has the same. */
describe("npm run release -- --local", function () {
  this.timeout(1_200_000);
  const scratch = mkdtempSync(join(tmpdir(), "apig-release-test-"));
  const made = join(scratch, "made");
  const parts = ["--local", "--download-url", url, "--only", "npm,python,go,maven,csharp,sbom"];
  const release = (umask: string, out: string, cwd: string, env: object) => {
    const command = [
      join(root, "node_modules/.bin/tsx"),
      join(root, "tools/release/release.ts"),
      ...parts,
      "--out",
      out,
    ];
    const script = `umask ${umask}; cd "${cwd}"; ${command.map((part) => `"${part}"`).join(" ")}`;
    return run("/bin/sh", ["-c", script], { env: { ...process.env, ...env } });
  };
  before(() => release("002", made, root, {}));
  after(() => rmSync(scratch, { recursive: true, force: true }));

  const sums = (folder: string) => readFileSync(join(folder, "SHA256SUMS"), "utf8").split("\n");
  const inside = async (archive: string, target: string) => {
    await run("mkdir", ["-p", join(scratch, target)]);
    const unpack = archive.endsWith("gz") ? ["tar", "-xzf"] : ["unzip", "-q", "-d", join(scratch, target)];
    await run(unpack[0] as string, [...unpack.slice(1), join(made, archive)], { cwd: join(scratch, target) });
    return join(scratch, target);
  };
  const text = (...path: string[]) => readFileSync(join(...path), "utf8");

  it("has a file for every registry, and the sum of each", async () => {
    const jar = `maven/${coordinates.maven.replaceAll(".", "/")}/pulumi-apig/${version}/pulumi-apig-${version}`;
    expect(filesOf(made)).to.include.members([
      `npm/pulumi-apig-${version}.tgz`,
      `python/pulumi_apig-${version}-py3-none-any.whl`,
      `python/pulumi_apig-${version}.tar.gz`,
      ...["list", `v${version}.info`, `v${version}.mod`, `v${version}.zip`].map(
        (name) => `go/${coordinates.go}/@v/${name}`,
      ),
      ...[".jar", ".pom", "-sources.jar", "-javadoc.jar", ".jar.sha1", ".pom.md5"].map((end) => jar + end),
      `csharp/${coordinates.nuget}.csproj`,
      `sbom/pulumi-apig-${version}.cdx.json`,
      `sbom/pulumi-resource-apig-${version}.cdx.json`,
    ]);
    expect(
      sums(made)
        .filter(Boolean)
        .map((line) => line.slice(66)),
    ).to.deep.equal(filesOf(made).filter((file) => file !== "SHA256SUMS"));
    const sha1 = (await run("sha1sum", [join(made, `${jar}.jar`)])).stdout.split(" ")[0];
    expect(text(made, `${jar}.jar.sha1`)).to.equal(sha1);
  });

  it("is the same bytes when it is made again, from any folder, with any umask and time zone", async () => {
    const again = join(scratch, "again");
    await release("077", again, tmpdir(), { TZ: "Asia/Tokyo", LC_ALL: "C" });
    expect(sums(again)).to.deep.equal(sums(made));
  });

  it("npm: files that all can read and one program, compiled from what is there, with the SDKs", async () => {
    const modes = new Map<string, number | undefined>();
    const file = join(made, `npm/pulumi-apig-${version}.tgz`);
    await list({ file, onReadEntry: ({ path, mode }) => void modes.set(path.slice("package/".length), mode) });
    const programs = [...modes].filter(([, mode]) => mode !== 0o644);
    expect(programs).to.deep.equal([["dist/cli/main.js", 0o755]]);
    const sources = filesOf("provider").map((source) => source.replace(/\.ts$/, ".js"));
    const strange = [...modes.keys()].filter(
      (path) => /^dist\/(?!emulator\/).*\.js$/.test(path) && !sources.includes(path.slice("dist/".length)),
    );
    expect(strange).to.deep.equal([]);
    expect([...modes.keys()]).to.include.members([
      "dist/pulumi-resource-apig.tar.gz",
      "sdk/python/LICENSE",
      "sdk/go/go.mod",
      "sdk/nodejs/index.js",
    ]);
  });

  it("npm: the commands work without Pulumi's SDK, as docs/cli.md says", async () => {
    const folder = join(scratch, "commands");
    await run("mkdir", [folder]);
    const cwd = { cwd: folder };
    const install = ["install", "--omit=peer", "--prefer-offline", "--no-audit", "--no-fund"];
    await run("npm", [...install, join(made, `npm/pulumi-apig-${version}.tgz`)], cwd);
    expect(existsSync(join(folder, "node_modules/@pulumi"))).to.equal(false);
    const command = join(folder, "node_modules/.bin/pulumi-apig");
    expect((await run(command, ["--version"], cwd)).stdout).to.equal(`${version}\n`);
    expect((await run(command, ["plugin", "pack"], cwd)).stdout).to.include(`pulumi-resource-apig-v${version}.tar.gz`);
    const asked = run(command, ["get", "x", "--no-stack", "--endpoint", "http://127.0.0.1:9"], cwd);
    const { code, stderr, stdout } = await asked.catch((error) => error);
    expect([code, `${stdout}${stderr}`]).to.satisfy(([, said]: [number, string]) => /APIG_NO_CREDENTIALS/.test(said));
  });

  it("names the address that it is told, and no other, wherever the engine takes it from", async () => {
    const npm = join(await inside(`npm/pulumi-apig-${version}.tgz`, "npm"), "package");
    const places = {
      npm: join(npm, "sdk/python/pulumi_apig/pulumi-plugin.json"),
      go: join(npm, "sdk/go/apig/pulumi-plugin.json"),
      python: join(
        await inside(`python/pulumi_apig-${version}-py3-none-any.whl`, "wheel"),
        "pulumi_apig/pulumi-plugin.json",
      ),
      csharp: join(made, "csharp/pulumi-plugin.json"),
    };
    for (const [name, file] of Object.entries(places)) expect(JSON.parse(text(file)).server, name).to.equal(url);
    await extract({ file: join(npm, "dist/pulumi-resource-apig.tar.gz"), cwd: scratch });
    expect(text(scratch, "plugin.js")).to.include(url);
    for (const file of filesOf(join(npm, "sdk"))) expect(text(npm, "sdk", file), file).not.to.match(/\w\.example\b/);
  });

  it("Python: the licence as SPDX has it, and its file", async () => {
    const wheel = await inside(`python/pulumi_apig-${version}-py3-none-any.whl`, "wheel2");
    const info = join(wheel, `pulumi_apig-${version}.dist-info`);
    expect(text(info, "METADATA"))
      .to.match(/^License-Expression: Apache-2\.0$/m)
      .and.match(/^License-File: LICENSE$/m)
      .and.match(/^Requires-Python: >=3\.10$/m);
    expect(text(info, "licenses/LICENSE")).to.equal(text("LICENSE"));
  });

  it("Go: the module under its path, with its licence", async () => {
    const module = await inside(`go/${coordinates.go}/@v/v${version}.zip`, "go");
    const folder = join(module, `${coordinates.go}@v${version}`);
    expect(text(folder, "go.mod").split("\n")[0]).to.equal(`module ${coordinates.go}`);
    expect(text(folder, "LICENSE")).to.equal(text("LICENSE"));
    expect(JSON.parse(text(made, `go/${coordinates.go}/@v/v${version}.info`)).Version).to.equal(`v${version}`);
  });
});
