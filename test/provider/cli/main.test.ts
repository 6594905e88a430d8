import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const command = join(__dirname, "../../../dist/cli/main.js");

/** The built command, in a folder without a program and with no credential in the environment. */
describe("pulumi-apig, the command", () => {
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), "apig-command-"));
  });
  after(() => rmSync(cwd, { recursive: true, force: true }));

  const run = (args: readonly string[]) => {
    const { PATH } = process.env;
    return spawnSync(process.execPath, [command, ...args], { cwd, encoding: "utf8", env: { PATH, HOME: cwd } });
  };

  it("shows its version", () => {
    const { version } = require("../../../package.json");
    expect(run(["--version"])).to.deep.include({ status: 0, stdout: `${version}\n` });
  });

  const rows: [what: string, args: string[], status: number, text: string][] = [
    ["help", ["doctor", "--help"], 0, "Exit codes: 0 all is well, 1 something is wrong"],
    ["something is wrong", ["doctor", "--json"], 1, '"name": "credential"'],
    ["an option that there is not", ["doctor", "--nope"], 2, "unknown option '--nope'"],
    ["too many arguments", ["doctor", "a", "b"], 2, "too many arguments"],
    ["a command that there is not", ["doctr"], 2, "Did you mean doctor?"],
  ];
  for (const [what, args, status, text] of rows) {
    it(`${what}: exit code ${status}`, () => {
      const ended = run(args);
      expect(ended.stdout + ended.stderr).to.include(text);
      expect(ended.status).to.equal(status);
    });
  }
});
