import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { startedAs } from "../../../provider/native/started";

const engine = "127.0.0.1:4321";
const asCommands: string[][] = [
  ["doctor"],
  ["get", "gw", "--region", "eu-de"],
  ["--help"],
  ["--version"],
  ["nonsense"],
  ["nonsense", "127.0.0.1:4321"],
  ["get", "127.0.0.1:4321"],
  ["-v=9", "elsewhere:4321"],
  ["127.0.0.1:4321", "-v=9"],
  [""],
];

describe("what the arguments of the plugin's process ask for", () => {
  for (const before of [[], ["--logtostderr"], ["--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:1/api"]]) {
    it(`an engine's address at the end, after ${before.join(" ") || "nothing"}: to serve it`, () => {
      expect(startedAs([...before, "127.0.0.1:4321"])).to.deep.equal({ as: "plugin", engine });
    });
  }

  it("nothing: to serve any engine", () => {
    expect(startedAs([])).to.deep.equal({ as: "plugin" });
  });

  for (const args of asCommands) {
    it(`${JSON.stringify(args.join(" "))}: a command`, () => {
      expect(startedAs(args)).to.deep.equal({ as: "command" });
    });
  }
});

describe("the plugin's file as a command", () => {
  const file = join(__dirname, "../../../dist/plugin/plugin.js");
  const { version } = require("../../../package.json");
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [file, ...args], { encoding: "utf8", timeout: 30_000 });

  it("has the commands of the npm package, under the plugin's own name", () => {
    const { status, stdout } = run("--help");
    expect(status).to.equal(0);
    for (const name of ["doctor", "get", "watch", "emulator"]) expect(stdout).to.match(new RegExp(`^  ${name} `, "m"));
    expect(stdout)
      .to.include("Usage: pulumi-resource-apig ")
      .and.not.match(/^ {2}plugin /m);
    expect(run("get", "--help").stdout).to.include("Example: pulumi plugin run --kind resource apig -- get ");
    expect(run("--version").stdout).to.equal(`${version}\n`);
  });

  it("refuses any other word, and does not serve for ever", () => {
    const { status, stdout, stderr } = run("nonsense");
    expect([status, stdout, stderr]).to.deep.equal([2, "", "error: unknown command 'nonsense'\n"]);
    expect(run("nonsense", "127.0.0.1:1").status).to.equal(2);
  });

  it("cannot install or pack itself, and says what to do", () => {
    for (const word of ["install", "pack", "--help"]) {
      const { status, stderr } = run("plugin", word);
      expect([status, stderr]).to.satisfy(([code, text]: [number, string]) => {
        return code === 1 && text.includes("pulumi plugin install resource apig VERSION --file ARCHIVE");
      });
    }
  });

  it("has the emulator in it", async () => {
    const child = spawn(process.execPath, [file, "emulator", "--port", "0"]);
    const [chunk] = await once(child.stdout, "data");
    const [address = ""] = String(chunk).match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
    const answer = await fetch(`${address}/v2/p/apigw/instances/x/progress`);
    child.kill();
    expect(answer.status).to.equal(401);
    expect((await once(child, "exit"))[0]).to.equal(0);
  });

  it("serves the engine that starts it, whatever flags it adds", async () => {
    const child = spawn(process.execPath, [file, "--logtostderr", "-v=9", "--tracing", "x", "127.0.0.1:1"]);
    const [chunk] = await once(child.stdout, "data");
    child.kill("SIGKILL");
    expect(String(chunk)).to.match(/^\d+\n$/);
  });
});
