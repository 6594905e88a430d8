import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

describe("npm scripts that run at the same time", () => {
  const folder = mkdtempSync(join(tmpdir(), "apig-together-"));
  before(() => {
    const scripts = { good: "echo from good", bad: "echo from bad && exit 3" };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const together = (...scripts: string[]) =>
    spawnSync(process.execPath, [resolve("tools/together.mjs"), ...scripts], { cwd: folder, encoding: "utf8" });

  it("pass when each of them does, with what each has printed", () => {
    const { status, stdout } = together("good", "good");
    expect([status, stdout.match(/from good\n/g)?.length, stdout.match(/^good: passed$/gm)?.length]).to.deep.equal([
      ...[0, 2, 2],
    ]);
  });

  it("fail when one of them does, whichever it is, and run the others to their end", () => {
    for (const scripts of [
      ["good", "bad"],
      ["bad", "good"],
    ]) {
      const { status, stdout } = together(...scripts);
      expect(status).to.equal(1);
      expect(stdout)
        .to.match(/^bad: failed$/m)
        .and.match(/^good: passed$/m);
    }
  });
});
