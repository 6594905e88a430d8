import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Engine } from "./helpers/engine";
import { Project } from "./helpers/project";

const root = process.cwd();
const readme = readFileSync(join(root, "README.md"), "utf8");
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) => text);

/** What README types into a shell in a program's folder; the packages are those of the clone. */
const folderCommands = (blocks("sh").find((text) => text.startsWith("npm init")) ?? "").replace(
  /^npm install .*$/m,
  "",
);

describe("README", () => {
  let engine: Engine;
  const folder = mkdtempSync(join(tmpdir(), "apig-readme-"));
  before(async () => {
    const gateways = { f5bd0e2a6f0f4d0f8b4a3c8e1c2d3e4f: { steps: [[0, 50]], end: 0, status: "success" } } as const;
    engine = await Engine.start({ gateways: gateways as never });
  });
  after(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [index, program] of blocks("ts").entries()) {
    it(`program ${index + 1} runs as it stands: ${program.match(/apig\.\w+(\.get\b)?/)?.[0]}`, async () => {
      const place = join(folder, `program-${index}`);
      mkdirSync(place);
      const commands = folderCommands.replace('"shop"', `"program-${index}"`);
      execFileSync("bash", ["-ec", commands], { cwd: place, stdio: "pipe" });
      writeFileSync(join(place, "index.ts"), program);
      symlinkSync(join(root, "node_modules"), join(place, "node_modules"), "junction");
      const project = await Project.init(engine, place, { config: { gatewayId: "f5bd0e2a6f0f4d0f8b4a3c8e1c2d3e4f" } });
      const run = await project.up();
      expect(run.ok, run.screen).to.equal(true);
      const outputs = project.state.outputs();
      expect(Object.keys(outputs)).to.have.length(program.match(/^export const/gm)?.length ?? 0);
      expect(Object.values(outputs)).not.to.include(undefined).and.not.include("");
    });
  }
});
