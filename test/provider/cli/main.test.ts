import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { demo, startEmulator } from "../../../emulator";

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
    ["get without a gateway", ["get"], 3, "missing required argument"],
    ["watch with an option that there is not", ["watch", "gw", "--nope"], 3, "unknown option '--nope'"],
    ["watch with a wrong timeout", ["watch", "gw", "--timeout", "soon"], 3, "--timeout must be a duration"],
    ["get without a credential, for programs", ["get", "gw", "--json"], 3, '"code":"APIG_NO_CREDENTIALS"'],
    ["the help of watch", ["watch", "--help"], 0, "Example: npx pulumi-apig watch"],
    ["the codes of get", ["get", "--help"], 0, "3 rejected, not found or wrong usage, 4 no answer, 130 interrupted"],
    ["the codes of plugin", ["plugin", "--help"], 0, "Exit codes: 0 done, 1 not done, 2 the command line is wrong"],
    ["the codes of every command", ["--help"], 0, "Exit codes of every command: 70 a bug, 74 the output"],
    ["a command that there is not", ["doctr"], 2, "Did you mean doctor?"],
  ];
  for (const [what, args, status, text] of rows) {
    it(`${what}: exit code ${status}`, () => {
      const ended = run(args);
      expect(ended.stdout + ended.stderr).to.include(text);
      expect(ended.status).to.equal(status);
    });
  }

  it("Ctrl-C ends a watch: exit code 130", async () => {
    const cloud = await startEmulator({ gateways: { slow: { steps: [[0, 30]], end: null, status: "success" } } });
    const { PATH } = process.env;
    const env = { PATH, HOME: cwd, HW_AUTH_TOKEN: demo.token, HW_PROJECT_ID: demo.projectId };
    const child = spawn(process.execPath, [command, "watch", "slow", "--endpoint", cloud.url], { cwd, env });
    const ended = once(child, "close");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect((await ended)[0]).to.equal(130);
    await cloud.close();
  });
});
