import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { extract, list } from "tar";
import { engineDeps } from "../../tools/engine/deps";
import { bundle } from "../../tools/plugin/bundle";
import { fuse, makeBlob } from "../../tools/release/executable";
import { nodeOf } from "../../tools/release/nodejs";
import { archiveName, isMac, isWindows, nodeVersion, platformHere, platformOf } from "../../tools/release/platforms";
import { signaturesOf } from "./helpers/machO";
import { addressOf, readMade } from "./helpers/made";
import { artifacts } from "./helpers/released";
import { archiveHere, pluginFolder, version } from "./helpers/withoutNode";

const run = promisify(execFile);
const root = process.cwd();
const made = readMade();
const platforms = made.platforms.map(platformOf);
const deps = engineDeps({ log: () => {} });
/** What the file's head says: kind, processor, byte order. */
const heads: Record<string, (file: Buffer) => unknown> = {
  "linux-amd64": (file) => [file.toString("latin1", 0, 6), file.readUInt16LE(18)],
  "linux-arm64": (file) => [file.toString("latin1", 0, 6), file.readUInt16LE(18)],
  "darwin-amd64": (file) => [file.readUInt32LE(0), file.readUInt32LE(4)],
  "darwin-arm64": (file) => [file.readUInt32LE(0), file.readUInt32LE(4)],
  "windows-amd64": (file) => [file.toString("latin1", 0, 2), file.readUInt16LE(file.readUInt32LE(0x3c) + 4)],
};
const expected: Record<string, unknown> = {
  "linux-amd64": ["\x7fELF\x02\x01", 62],
  "linux-arm64": ["\x7fELF\x02\x01", 183],
  "darwin-amd64": [0xfeedfacf, 0x01000007],
  "darwin-arm64": [0xfeedfacf, 0x0100000c],
  "windows-amd64": ["MZ", 0x8664],
};
const timesOf = (file: Buffer, text: string) => file.toString("latin1").split(text).length - 1;
const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

describe("the archives of a release", () => {
  const scratch = mkdtempSync(join(tmpdir(), "apig-archives-"));
  let blob: Buffer;
  before(async () => {
    await bundle(join(scratch, "plugin.js"), addressOf(made));
    blob = readFileSync(await makeBlob(scratch, (await nodeOf(platformHere(), deps)).program, deps));
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  it("are those of the platforms that were asked for", () => {
    const wanted = platforms.map((platform) => join(pluginFolder, archiveName(version, platform)));
    expect(artifacts("plugin's archive")).to.have.members(wanted);
  });

  for (const platform of platforms) {
    const file = join(pluginFolder, archiveName(version, platform));
    const program = `pulumi-resource-apig${isWindows(platform) ? ".exe" : ""}`;

    it(`${platform.name}: a program for it with this plugin in it, and the licences of all`, async () => {
      const modes = new Map<string, number | undefined>();
      await list({ file, onReadEntry: ({ path, mode }) => void modes.set(path, mode) });
      expect(Object.fromEntries(modes)).to.deep.equal({
        LICENSE: 0o644,
        "THIRD-PARTY-LICENCES.txt": 0o644,
        [program]: 0o755,
      });
      await extract({ file, cwd: scratch });
      const licences = readFileSync(join(scratch, "THIRD-PARTY-LICENCES.txt"), "utf8");
      expect(licences)
        .to.include(`\nNode.js ${nodeVersion}\n`)
        .and.include("OpenSSL")
        .and.match(/^yup \d/m);
      const executable = readFileSync(join(scratch, program));
      expect(heads[platform.name]?.(executable)).to.deep.equal(expected[platform.name]);
      expect(executable.includes(blob), "this plugin").to.equal(true);
      expect([timesOf(executable, `${fuse}:1`), timesOf(executable, `${fuse}:0`)], "Node.js knows of it").to.deep.equal(
        [1, 0],
      );
      expect(executable.includes(`node-v${nodeVersion}`) || executable.includes(`v${nodeVersion}`)).to.equal(true);
      if (isMac(platform)) {
        const [signature, ...others] = signaturesOf(executable);
        expect(others).to.deep.equal([]);
        expect(signature).to.deep.include({ isAdHoc: true, wrongPages: 0, isAtEnd: true });
        expect(signature?.pages).to.be.above(20_000);
      }
      if (isWindows(platform)) {
        const certificate = executable.readUInt32LE(0x3c) + 24 + 112 + 4 * 8;
        expect([executable.readUInt32LE(certificate), executable.readUInt32LE(certificate + 4)]).to.deep.equal([0, 0]);
      }
    });
  }

  it("are the same bytes when they are made again, from any folder, with any umask and time zone", async () => {
    const out = join(scratch, "again");
    const { name } = platformHere();
    const tsx = join(root, "node_modules/.bin/tsx");
    const script = `umask 077; cd ${tmpdir()}; "${tsx}" "${join(root, "tools/release/executables.ts")}" --out "${out}" --download-url ${addressOf(made)} ${name}`;
    await run("/bin/sh", ["-c", script], { env: { ...process.env, TZ: "Asia/Tokyo" } });
    const [again = ""] = readdirSync(out);
    expect(digest(join(out, again))).to.equal(digest(archiveHere));
    expect(statSync(archiveHere).size).to.be.below(60_000_000);
  });
});
