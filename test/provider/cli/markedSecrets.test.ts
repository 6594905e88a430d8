import { expect } from "chai";
import { demo, type Emulator, startEmulator } from "../../../emulator";
import { jsonLine } from "../../../provider/cli/ending";
import { CommandFolder } from "./command";

const word = "s3cr3t TOP";

describe("what the stack config marks as a secret under any key", () => {
  let cloud: Emulator;
  let folder: CommandFolder;
  beforeEach(async () => {
    cloud = await startEmulator({ gateways: { gw: { steps: [[0, 30]], end: null } } });
    folder = new CommandFolder();
    folder.write({ "Pulumi.yaml": "name: shop" });
  });
  afterEach(async () => {
    folder.remove();
    await cloud.close();
  });

  const marked = (values: Readonly<Record<string, string>>) => {
    const entries = Object.entries(values).map(([key, value]) => [`apig:${key}`, { value, secret: true }]);
    folder.setPulumi(`echo '${JSON.stringify(Object.fromEntries(entries))}'`);
  };

  for (const command of ["get", "watch"])
    for (const [what, values] of [
      ["region", { region: word }],
      ["polling", { polling: word }],
      ["a long one", { region: word.repeat(100) }],
    ] as const)
      it(`${command} quotes no value of it: ${what}`, async () => {
        marked(values);
        const runs = [[], ["--json"]].map((flags) =>
          folder.run([command, "gw", ...flags, "--endpoint", cloud.endpoint]),
        );
        for (const { code, stdout, stderr } of await Promise.all(runs)) {
          expect(code, stderr).to.equal(3);
          expect(stdout + stderr)
            .to.include("must be ")
            .and.include("[redacted]")
            .and.not.include("s3cr3t");
        }
      });

  it("watch shows none while it waits, nor at the end", async () => {
    marked({ endpoint: "http://127.0.0.1:1" });
    const runs = [[], ["--json"]].map((flags) => folder.run(["watch", "gw", "--timeout", "2s", ...flags]));
    for (const { code, stdout, stderr } of await Promise.all(runs)) {
      expect(code, stderr).to.equal(4);
      expect(stdout + stderr)
        .to.include("[redacted]")
        .and.not.include("http://127.0.0.1:1");
    }
  });

  it("a line for programs stays JSON, whatever is hidden in it", () => {
    const redact = (text: string) => text.replaceAll(/30|event/g, "[redacted]");
    const facts = { event: "event", code: "30", progress: 30, message: "event 30", nested: { at: "30" } };
    expect(JSON.parse(jsonLine(facts, redact))).to.deep.equal({
      ...{ event: "event", code: "30", progress: 30 },
      ...{ message: "[redacted] [redacted]", nested: { at: "[redacted]" } },
    });
  });

  it("an endpoint, which every end tells, is hidden there too", async () => {
    marked({ endpoint: cloud.endpoint, authToken: demo.token });
    const { code, stdout } = await folder.run(["get", "gw", "--json"]);
    expect(code).to.equal(2);
    expect(JSON.parse(stdout)).to.include({ event: "pending", endpoint: "[redacted]", progress: 30 });
  });
});
