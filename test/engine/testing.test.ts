import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { gatewayProblems } from "../../emulator/timelineSchema";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { hermeticEnv } from "../../tools/hermetic";

const run = promisify(execFile);
const root = process.cwd();
const guide = readFileSync(join(root, "docs/testing.md"), "utf8");
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) => text);

describe("docs/testing.md", () => {
  const folder = mkdtempSync(join(tmpdir(), "apig-testing-"));
  const [program = "", unit = "", integration = ""] = blocks("ts");
  before(() => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: project\nruntime: nodejs\n");
    writeFileSync(join(folder, "package.json"), '{ "name": "project", "main": "index.ts" }');
    writeFileSync(join(folder, "tsconfig.json"), readFileSync(join(root, "examples/one-gateway/tsconfig.json")));
    const files = { "index.ts": program, "unit.test.ts": unit, "integration.test.ts": integration };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const nodeTest = async (file: string, env: NodeJS.ProcessEnv) => {
    const { stdout } = await run(process.execPath, ["--import", "tsx", "--test", file], { cwd: folder, env });
    return /^# pass (\d+)$/m.exec(stdout)?.[1] ?? /pass (\d+)/.exec(stdout)?.[1];
  };

  it("the programs have right types", async () => {
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
  });

  it("the unit test with mocks passes", async () => {
    expect(await nodeTest("unit.test.ts", process.env)).to.equal("1");
  });

  it("the integration test with the emulator passes, on the real engine", async () => {
    expect(await nodeTest("integration.test.ts", hermeticEnv(folder, await ensureEngine()))).to.equal("2");
  });

  it("the gateways file is right", () => {
    expect(gatewayProblems(JSON.parse(blocks("json")[0] ?? ""))).to.deep.equal([]);
  });
});
