import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { demo, scenarioNames, startEmulator } from "../../emulator";
import { runCommand } from "../../emulator/command";
import { parseOptions } from "../../emulator/options";

const root = join(__dirname, "..", "..");

describe("the emulator's command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  after(() => rmSync(folder, { recursive: true }));

  it("a port that is taken: says so, and what may hold it", async () => {
    const held = await startEmulator();
    const told: string[] = [];
    const print = console.error;
    console.error = (line: string) => void told.push(line);
    try {
      await runCommand(["--port", new URL(held.url).port]);
    } finally {
      console.error = print;
      await held.close();
    }
    expect([process.exitCode, told.length]).to.deep.equal([1, 1]);
    process.exitCode = undefined;
    expect(told[0]).to.match(
      /^emulator: .*EADDRINUSE.*; another emulator may still be running: stop it, or give another --port$/,
    );
  });

  const wrong: [args: string[], ...problems: RegExp[]][] = [
    [["--port", "http"], /^--port: must be a whole number 0..65535, got "http"$/],
    [["--port=70000"], /^--port: must be/],
    [["--speed", "0"], /^--speed: must be over 0, got "0"$/],
    [["--scenario", "fine"], /^--scenario: must be one of success, quota, .*, got "fine"$/],
    [["--calls-per-second", "0"], /^--calls-per-second: must be over 0, got "0"$/],
    [["--metadata", "v3"], /^--metadata: must be one of v2, v1, no-agency, got "v3"$/],
    [["--base-path", "apig/"], /^--base-path: must begin with/],
    [["--record", "/nowhere/at/all"], /^--record: \/nowhere\/at\/all is not writable: ENOENT/],
    [["--gateways", "/nowhere"], /^--gateways: \/nowhere is not a readable JSON file: ENOENT/],
    [["--gateways", file("broken.json", "{")], /is not a readable JSON file/],
    [
      ["--gateways", file("wrong.json", '{"gw": {"steps": [], "end": "x"}}')],
      /^--gateways: .*wrong.json: gateway "gw": end must be a number of at least 0, got "x"$/,
    ],
    [["--speed"], /^--speed: needs a value$/],
    [["--speed", "--port", "1"], /^--speed: needs a value$/],
    [["--faster", "x"], /^--faster: unknown flag$/, /^unexpected argument "x"$/],
    [["--constructor", "--port", "x"], /^--constructor: unknown flag$/, /^--port/],
  ];
  for (const [args, ...problems] of wrong) {
    it(`refuses ${args.join(" ").replace(folder, "")}`, () => {
      const parsed = parseOptions(args);
      const told = parsed.kind === "wrong" ? parsed.problems : [];
      expect(told).to.have.lengthOf(problems.length);
      for (const [index, problem] of problems.entries()) expect(told[index]).to.match(problem);
    });
  }

  it("turns every flag into its option", () => {
    const gateways = file("right.json", '{"gw": "quota"}');
    const record = join(folder, "record.jsonl");
    const args = ["--port", "0", "--gateways", gateways, "--speed=2.5", "--scenario", "slow", "--record", record];
    const more = ["--base-path", "/a/b", "--skew", "-3600", "--token-lifetime", "60", "--metadata", "v1"];
    const limit = ["--calls-per-second", "20"];
    const options = {
      port: 0,
      gateways: { gw: "quota" },
      speed: 2.5,
      scenario: "slow",
      recordFile: record,
      basePath: "/a/b",
      skewSeconds: -3600,
      tokenLifetimeSeconds: 60,
      metadata: "v1",
      callsPerSecond: 20,
    };
    expect(parseOptions([...args, ...more, ...limit])).to.deep.equal({ kind: "start", options });
    expect(parseOptions(["--port", "x", "--help"])).to.deep.equal({ kind: "help" });
  });

  describe("as a process", () => {
    const start = (...args: string[]) =>
      spawn(process.execPath, ["--require", "tsx/cjs", "emulator/main.ts", ...args], { cwd: root });
    /** As the package has it. */
    const startBuilt = (...args: string[]) =>
      spawn(process.execPath, ["dist/cli/main.js", "emulator", ...args], { cwd: root });
    const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once("close", resolve));

    it("says how to use it, runs, keeps its record without secrets, and ends on Ctrl-C", async () => {
      const record = join(folder, "run.jsonl");
      const child = start("--record", record, "--speed", "100");
      let printed = "";
      await new Promise<void>((resolve) => {
        child.stdout.on("data", (data) => {
          printed += data;
          if (printed.trim().endsWith(", demo-stuck-at-90")) resolve();
        });
      });
      const url = /pulumi config set apig:endpoint (\S+)/.exec(printed)?.[1];
      for (const name of ["HW_AUTH_TOKEN", "HW_PROJECT_ID", "HW_SECURITY_TOKEN", "OS_PASSWORD", "OS_AUTH_URL"]) {
        expect(printed).to.match(new RegExp(`^ {2}export ${name}=\\S+$`, "m"));
      }
      const exported = [...printed.matchAll(/^ {2}export (\w+)=/gm)].map(([, name]) => name);
      const unset = /^ {2}unset (.+)$/m.exec(printed)?.[1]?.split(" ") ?? [];
      expect(unset, "each variable once").to.have.members([...new Set(exported)]);
      expect(printed.indexOf("  unset ")).to.be.lessThan(printed.indexOf("  export "));
      expect(printed).to.match(/^ {2}demo-quota +fails after 2 s with APIC\.9218$/m);
      expect(printed).to.include(`  in project ${demo.agency.projectId}: demo-success, demo-quota, demo-resources,`);
      const path = `/v2/${demo.projectId}/apigw/instances/demo-success/progress?note=${demo.token}`;
      await fetch(`${url}${path}`, { headers: { "x-auth-token": demo.token } });
      child.kill("SIGINT");
      expect(await ended(child)).to.equal(0);
      const line = readFileSync(record, "utf8");
      expect(JSON.parse(line)).to.include({ method: "GET", status: 200, gatewayId: "demo-success", auth: "token" });
      expect(line).to.include("note=[secret]").and.not.to.include(demo.token);
    });

    it("ends when npx ends on a signal, which leaves what it started alone", async () => {
      // As npx does it: in a shell, which alone gets the signal.
      const script = '"$0" dist/cli/main.js emulator; exit $?';
      const env = { ...process.env, npm_command: "exec" };
      const shell = spawn("/bin/sh", ["-c", script, process.execPath], { cwd: root, env });
      const closed = ended(shell); // when nobody holds its streams any longer
      await new Promise((resolve) => shell.stdout.once("data", resolve));
      shell.kill("SIGTERM");
      await closed;
    });

    it("is the package's subcommand too: ends with code 2 and every problem when it is used wrongly", async () => {
      const child = startBuilt("--port", "x", "--speed", "y");
      let told = "";
      child.stderr.on("data", (data) => {
        told += data;
      });
      expect(await ended(child)).to.equal(2);
      expect(told)
        .to.include("--port: must")
        .and.to.include("--speed: must")
        .and.to.include("usage: npx pulumi-apig emulator");
    });
  });

  it("is documented: every scenario and flag stands in the README", () => {
    const readme = readFileSync(join(root, "emulator", "README.md"), "utf8");
    for (const name of scenarioNames) expect(readme).to.include(`| \`${name}\``);
    for (const value of [demo.token, demo.accessKey, demo.secretKey, demo.password, demo.domainName, demo.accountToken])
      expect(readme).to.include(value);
    for (const value of Object.values(demo.agency)) expect(readme).to.include(value);
  });
});
