import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { filesOf, setModes, writeSums } from "../../../tools/release/sums";

describe("the folder of a release", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apig-sums-"));
    mkdirSync(join(folder, "b/c"), { recursive: true });
    for (const file of ["b/c/z", "b/a", "B", "a-b", "a"]) writeFileSync(join(folder, file), file, { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has the sums of all its files, in the order of their bytes; written again, the same", () => {
    writeSums(folder);
    const text = readFileSync(join(folder, "SHA256SUMS"), "utf8");
    expect(text.split("\n").map((line) => line.slice(66))).to.deep.equal(["B", "a", "a-b", "b/a", "b/c/z", ""]);
    writeSums(folder);
    expect(readFileSync(join(folder, "SHA256SUMS"), "utf8")).to.equal(text);
  });

  it("is what sha256sum --check accepts, until a file changes", function () {
    if (process.platform !== "linux") this.skip();
    writeSums(folder);
    const check = () => execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: folder, stdio: "pipe" });
    expect(check).not.to.throw();
    writeFileSync(join(folder, "b/a"), "other");
    expect(check).to.throw("1 computed checksum did NOT match");
  });

  it("has files of modes that do not depend on the umask", () => {
    setModes(folder, ["b/a"]);
    const modes = filesOf(folder).map((file) => (statSync(join(folder, file)).mode & 0o777).toString(8));
    expect(modes).to.deep.equal(["644", "644", "644", "755", "644"]);
    for (const each of [folder, join(folder, "b/c")]) expect(statSync(each).mode & 0o777).to.equal(0o755);
  });
});
