import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { CommandFolder, endOf } from "./command";

describe("the output of a command", () => {
  let cloud: Emulator;
  let folder: CommandFolder;
  let at: (...args: string[]) => string[];
  before(async () => {
    cloud = await startEmulator({ gateways: { slow: { steps: [[0, 30]], end: null, status: "success" } } });
    folder = new CommandFolder();
    at = (...args) => [...args, "--endpoint", cloud.endpoint];
  });
  after(async () => {
    folder.remove();
    await cloud.close();
  });

  const commands: string[][] = [
    ["--help"],
    ["--version"],
    ["watch", "--help"],
    ["plugin", "pack"],
    ["doctor"],
    ["doctor", "--json"],
    ["get", "slow"],
    ["get", "slow", "--json"],
    ["watch", "slow"],
    ["watch", "slow", "--json"],
  ];
  const placed = (args: string[]) => (args[1] === "slow" || args[0] === "doctor" ? at(...args) : args);

  for (const args of commands) {
    const line = args.join(" ");
    it(`${line}: nobody reads it any more: it ends at once, quietly, with 141`, async () => {
      const child = folder.start(placed(args));
      child.stdout.destroy();
      const { code, stderr } = await endOf(child);
      expect([code, stderr]).to.deep.equal([141, ""]);
    });

    it(`${line}: the disk is full: an error, and 74`, async () => {
      const { code, stderr } = await folder.shell(`$APIG ${placed(args).join(" ")} >/dev/full`);
      expect(code).to.equal(74);
      expect(stderr).to.match(/^pulumi-apig: the output cannot be written: ENOSPC: .*\n$/);
    });
  }

  it("neither the output nor the error can be written: 74", async () => {
    expect(await folder.shell(`$APIG ${at("get", "slow").join(" ")} >/dev/full 2>&1`)).to.include({ code: 74 });
  });

  const errors: [args: string[], code: number][] = [
    [["get", "nowhere"], 3],
    [["get"], 3],
    [["doctor", "--nope"], 2],
    [["plugin", "pack", "nowhere"], 1],
  ];
  for (const [args, code] of errors) {
    it(`${args.join(" ")}: an error stream that is full or closed changes nothing: ${code}`, async () => {
      const line = `$APIG ${args.join(" ")}${args[1] === "nowhere" ? ` --endpoint ${cloud.endpoint}` : ""}`;
      for (const to of ["2>/dev/full", "2>&-"]) expect((await folder.shell(`${line} ${to}`)).code, to).to.equal(code);
    });
  }

  const gone = [
    ["get slow", 3],
    ["watch slow", 3],
    ["doctor", 2],
    ["plugin pack", 1],
  ] as const;
  for (const [args, code] of gone) {
    it(`${args}, in a folder that is gone: says so, and ends with ${code}`, async () => {
      const ended = await folder.shell(`mkdir gone; cd gone; rmdir ../gone; $APIG ${args}`);
      expect(ended.code).to.equal(code);
      expect(ended.stderr).to.match(/^[^\n]*the folder in which this command was started no longer exists[^\n]*\n$/);
    });
  }

  it("a bug: its stack, and 70, which is no result of a gateway", async () => {
    folder.write({ "broken.js": 'require("node:crypto").createHash = () => { throw new TypeError("broken"); };' });
    const broken = { NODE_OPTIONS: `--require ${folder.path}/broken.js` };
    const { code, stdout, stderr } = await folder.run(at("get", "slow"), broken);
    expect([code, stdout]).to.deep.equal([70, ""]);
    expect(stderr).to.include("a bug of this command: TypeError: broken\n    at ");
  });
});
