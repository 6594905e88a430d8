import { existsSync } from "node:fs";
import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../../emulator";
import { readStackConfig } from "../../../provider/cli/stackConfig";
import { CommandFolder, endOf } from "./command";

const nextStep = "Select a stack with --stack NAME, or use only the environment with --no-stack";

describe("the stack config of a command", () => {
  let cloud: Emulator;
  let folder: CommandFolder;
  beforeEach(async () => {
    cloud = await startEmulator({ gateways: { gw: { steps: [], end: 0, status: "success" } } });
    folder = new CommandFolder();
    folder.write({ "Pulumi.yaml": "name: shop" });
  });
  afterEach(async () => {
    folder.remove();
    await cloud.close();
  });

  const at = (...args: string[]) => [...args, "--endpoint", cloud.endpoint];
  const asked = () => cloud.requests.length;
  const config = (values: object) => `echo '${JSON.stringify(values)}'`;

  const unreadable: [what: string, script: string | null, reason: string][] = [
    [
      "there is no such stack",
      "echo \"error: no stack named 'nope' found\" >&2; exit 255",
      "no stack named 'nope' found",
    ],
    [
      "the passphrase is wrong",
      "echo 'warning: old' >&2; echo 'error: incorrect passphrase' >&2; exit 255",
      "cannot be read: incorrect passphrase",
    ],
    ["there is no pulumi on PATH", null, "the pulumi command is not on PATH"],
    ["its answer is none", "echo sorry", "the answer of pulumi config is not JSON"],
    ["it ends without a word", "exit 7", "pulumi config ended with 7"],
  ];
  for (const [what, script, reason] of unreadable) {
    it(`cannot be read, since ${what}: the doctor says so, and asks nobody`, async () => {
      if (script !== null) folder.setPulumi(script);
      const { code, stdout, stderr } = await folder.run(at("doctor", "gw"));
      expect([code, stderr]).to.deep.equal([1, ""]);
      expect(stdout).to.include(reason).and.include(nextStep).and.not.include("credential");
      expect(asked()).to.equal(0);
    });
  }

  it("cannot be read: get and watch do not ask as somebody else", async () => {
    for (const { code, stdout, stderr } of await Promise.all(
      ["get", "watch"].map((name) => folder.run(at(name, "gw"))),
    )) {
      expect([code, stdout]).to.deep.equal([3, ""]);
      expect(stderr).to.include("the stack config cannot be read").and.include(nextStep);
      expect(stderr).to.include("(APIG_INVALID_SETTING)");
    }
    expect(asked()).to.equal(0);
  });

  it("cannot be read: what happened, and on a line of its own what to do, without what Pulumi advises", async () => {
    const told = "error: no stack selected; please use 'pulumi stack select --stack <name>' to choose one";
    folder.setPulumi(`echo "${told}" >&2; exit 255`);
    const { stderr } = await folder.run(at("get", "gw"));
    expect(stderr).to.equal(`the stack config cannot be read: no stack selected\n${nextStep} (APIG_INVALID_SETTING)\n`);
  });

  it("cannot be read: the result for programs has the shape of every refusal and report", async () => {
    const { code, stdout } = await folder.run(at("get", "gw", "--json"));
    expect(JSON.parse(stdout)).to.have.all.keys("event", "code", "message");
    expect(JSON.parse(stdout)).to.include({ event: "refused", code: "APIG_INVALID_SETTING" });
    expect(code).to.equal(3);
    const { ok, checks } = JSON.parse((await folder.run(at("doctor", "--json"))).stdout);
    expect([ok, checks.length, checks[0].name]).to.deep.equal([false, 1, "stack config"]);
  });

  it("a CLI that does not answer is not waited for", async () => {
    folder.setPulumi("/bin/sleep 600");
    const before = process.env.PATH;
    process.env.PATH = folder.env.PATH;
    const { values, checks } = await readStackConfig(folder.path, undefined, undefined, 1).finally(() => {
      process.env.PATH = before;
    });
    expect([values, checks[0]?.text]).to.deep.equal([
      null,
      "cannot be read: pulumi config did not answer within 0.001 s",
    ]);
  });

  it("Ctrl-C while it is read: exit code 130, and the CLI is not waited for", async () => {
    folder.setPulumi("echo $$ > started; exec /bin/sleep 600");
    const child = folder.start(["watch", "gw", "--json"]);
    const ended = endOf(child);
    while (!existsSync(`${folder.path}/started`)) await new Promise(setImmediate);
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    expect([code, JSON.parse(stdout).event]).to.deep.equal([130, "interrupted"]);
  });

  it("is that of the stack that --stack names", async () => {
    folder.setPulumi(`[ "$6" = prod ] && ${config({ "apig:authToken": { value: demo.token, secret: true } })}`);
    const { code, stderr } = await folder.run(at("get", "gw", "--stack", "prod"), { HW_AUTH_TOKEN: "other" });
    expect([code, stderr]).to.deep.equal([0, ""]);
  });

  it("is left out with --no-stack, though it cannot be read", async () => {
    const runs = ["get", "watch", "doctor"].map((name) => folder.run(at(name, "gw", "--no-stack")));
    const [get, watch, doctor] = await Promise.all(runs);
    expect([get?.code, watch?.code, doctor?.code]).to.deep.equal([0, 0, 0]);
    expect(doctor?.stdout).to.include("ignored (--no-stack): only the environment is used");
  });

  it("is left out with --no-stack, though it can be read", async () => {
    folder.setPulumi(config({ "apig:polling": { value: "other" } }));
    expect((await folder.run(at("get", "gw"))).code).to.equal(3);
    expect((await folder.run(at("get", "gw", "--no-stack"))).code).to.equal(0);
  });

  const wrong: [what: string, flags: string[], inProject: boolean, text: string][] = [
    [
      "--stack and --no-stack",
      ["--stack", "dev", "--no-stack"],
      true,
      "--stack and --no-stack cannot be used together",
    ],
    [
      "--no-stack and --stack",
      ["--no-stack", "--stack", "dev"],
      true,
      "--stack and --no-stack cannot be used together",
    ],
    ["--stack where there is no program", ["--stack", "dev"], false, "--stack dev cannot be used here"],
    ["an empty --stack", ["--stack", ""], true, "--stack must be the name of a stack"],
  ];
  for (const [what, flags, inProject, text] of wrong) {
    it(`${what}: the command line is wrong`, async () => {
      folder.setPulumi(config({}));
      const place = inProject ? folder : new CommandFolder();
      const expected = { get: 3, watch: 3, doctor: 2 };
      const runs = Object.keys(expected).map((name) => place.run(at(name, "gw", ...flags)));
      const ended = await Promise.all(runs);
      expect(ended.map(({ code }) => code)).to.deep.equal(Object.values(expected));
      for (const { stderr } of ended) expect(stderr).to.include(text);
      expect(asked()).to.equal(0);
      place.remove();
    });
  }
});
