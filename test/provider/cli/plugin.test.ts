import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { list } from "tar";

const command = join(__dirname, "../../../dist/cli/main.js");
const { version } = require("../../../package.json");

describe("pulumi-apig plugin", () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "apig-plugin-"));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  /** The built command, with a `pulumi` on PATH that is this shell script. */
  function run(args: readonly string[], script?: string) {
    if (script !== undefined) {
      writeFileSync(join(cwd, "pulumi"), `#!/bin/sh\n${script}\n`);
      chmodSync(join(cwd, "pulumi"), 0o755);
    }
    const env = { PATH: [cwd, dirname(process.execPath)].join(delimiter), HOME: cwd, PULUMI_HOME: join(cwd, "home") };
    return spawnSync(process.execPath, [command, "plugin", ...args], { cwd, encoding: "utf8", env });
  }

  it("install gives the packed plugin to the CLI, also where it is installed already, and says where it is", () => {
    const { status, stdout } = run(["install"], 'PATH=/bin:/usr/bin; echo "$@" > asked; cp "$7" given');
    expect(stdout).to.include(`installed the plugin apig ${version} in ${join(cwd, "home/plugins/resource-apig-v")}`);
    expect(status).to.equal(0);
    const asked = readFileSync(join(cwd, "asked"), "utf8").trim();
    const [, file = ""] = asked.match(/ --file (\S+) --reinstall$/) ?? [];
    expect(asked).to.match(new RegExp(`^plugin install resource apig ${version} --file `));
    // A copy, because the CLI cannot read in a zip file.
    expect(readFileSync(join(cwd, "given"))).to.deep.equal(
      readFileSync(join(dirname(command), "../pulumi-resource-apig.tar.gz")),
    );
    expect(existsSync(file)).to.equal(false);
  });

  it("install tells which other versions are installed: the newest of all is what most programs get", () => {
    const plugins = join(cwd, "home/plugins");
    expect(run(["install"], "exit 0").stdout).not.to.include("Also");
    const folders = [
      "apig-v9.9.9",
      "apig-v9.9.9.lock",
      `apig-v${version}`,
      "apig-v0.0.1-beta.1",
      "apigx-v1.0.0",
      "aws-v1.0.0",
    ];
    for (const name of folders) mkdirSync(join(plugins, `resource-${name}`), { recursive: true });
    expect(run(["install"]).stdout.split("\n").at(-2)).to.equal(
      "Other installed versions: 0.0.1-beta.1, 9.9.9. A program that names no version uses the newest; " +
        "to remove one: pulumi plugin rm resource apig VERSION --yes",
    );
  });

  it("install says why it did not work", () => {
    const refused = run(["install"], "echo 'error: no space left' >&2; exit 255");
    expect([refused.status, refused.stderr]).to.deep.equal([
      1,
      `the plugin apig ${version} was not installed: error: no space left\n`,
    ]);
    rmSync(join(cwd, "pulumi"));
    expect(run(["install"]).stderr).to.include("the pulumi command is not on PATH");
  });

  it("pack writes everything that runs the plugin, with its licences, and prints the path", async () => {
    const { status, stdout } = run(["pack", cwd]);
    expect([status, stdout.trim()]).to.deep.equal([0, join(cwd, `pulumi-resource-apig-v${version}.tar.gz`)]);
    const entries = new Map<string, number>();
    await list({ file: stdout.trim(), onReadEntry: ({ path, mode = 0 }) => void entries.set(path, mode & 0o111) });
    expect([...entries.keys()]).to.have.members([
      ...["pulumi-resource-apig", "pulumi-resource-apig.cmd", "plugin.js", "LICENSE", "THIRD-PARTY-LICENCES.txt"],
    ]);
    expect(entries.get("pulumi-resource-apig"), "can be run").to.equal(0o111);
  });

  it("pack says why it did not work", () => {
    const { status, stderr } = run(["pack", join(cwd, "nowhere")]);
    expect([status, stderr]).to.satisfy(([code, text]: [number, string]) => code === 1 && text.includes("ENOENT"));
  });

  it("pack, in a folder that is gone, says so with the code of that", () => {
    const script = `mkdir gone; cd gone; rmdir "$PWD"; exec "$0" "$1" plugin pack`;
    const { status, stderr } = spawnSync("/bin/sh", ["-c", script, process.execPath, command], {
      cwd,
      encoding: "utf8",
    });
    expect([status, stderr]).to.deep.equal([
      1,
      "the folder in which this command was started no longer exists: change to another one (APIG_INVALID_ARGUMENT)\n",
    ]);
  });

  describe("what it holds, started as the engine starts it", () => {
    const launcher = join(dirname(command), "../plugin/pulumi-resource-apig");

    it("prints the port at which it serves", async () => {
      const child = spawn(launcher, ["127.0.0.1:1"]);
      const [chunk] = await once(child.stdout, "data");
      child.kill("SIGKILL");
      expect(String(chunk)).to.match(/^\d+\n$/);
    });

    it("says which Node.js it needs, where that is too old or missing", () => {
      const old = join(cwd, "old.js");
      writeFileSync(old, 'const node = "20.18.3"; Object.defineProperty(process, "versions", { value: { node } });');
      const env = { PATH: process.env.PATH, NODE_OPTIONS: `--require ${old}` };
      const tooOld = spawnSync(launcher, { encoding: "utf8", env });
      expect([tooOld.status, tooOld.stderr]).to.satisfy(([status, text]: [number, string]) => {
        return status === 1 && text.startsWith("pulumi-resource-apig needs Node.js 20.19 or newer");
      });
      symlinkSync("/bin/sh", join(cwd, "sh"));
      const missing = spawnSync(join(cwd, "sh"), [launcher], { encoding: "utf8", env: { PATH: cwd } });
      expect([missing.status, missing.stderr]).to.deep.equal([
        1,
        "pulumi-resource-apig needs Node.js 20.19 or newer: there is no node on PATH\n",
      ]);
    });
  });

  it("its third parties are named with their licences", () => {
    const text = readFileSync(join(dirname(command), "../plugin/THIRD-PARTY-LICENCES.txt"), "utf8");
    for (const name of ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "node-fetch", "yup"]) {
      expect(text).to.match(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, "m"));
    }
    expect(text).to.not.match(/^(sinon|typescript) /m);
  });
});
