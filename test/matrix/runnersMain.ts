// `npm run test:runners [-- NODE-PREFIX]`: the packed package in every test runner, on every Node.js that `engines` allows.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "../../emulator";
import { writeFiles } from "../engine/helpers/files";
import { pack, readManifest } from "../engine/helpers/installed";
import { type Runner, runners } from "./runners";

const clone = join(__dirname, "../..");
const nodes = ["20.19.0", "22.0.0", "22.11.0", "22.12.0", "22.23.3", "24.9.0", "26.10.0"];
const [prefix = ""] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "apig-runners-"));

/** A folder for each: npm knows one version of a package in one folder. */
function install(name: string, dependencies: Readonly<Record<string, string>>, files = {}): string {
  const folder = writeFiles(join(scratch, name), { "package.json": { private: true, dependencies }, ...files });
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent"], { cwd: folder, stdio: "inherit" });
  return folder;
}

async function passes(node: string, folder: string, { command }: Runner, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [first = "", ...rest] = command;
  const args = [first.startsWith("-") ? first : join(folder, "node_modules", first), ...rest];
  return promisify(execFile)(node, args, { cwd: folder, env }).then(
    () => true,
    ({ stdout, stderr }) => {
      console.log(stdout, stderr);
      return false;
    },
  );
}

async function main(): Promise<void> {
  const cloud = await startEmulator({ speed: 1000, gateways: { ready: "success" } });
  const env = {
    PATH: process.env.PATH,
    TEST_ENDPOINT: cloud.url,
    HW_AUTH_TOKEN: cloud.token,
    HW_PROJECT_ID: cloud.projectId,
  };
  const binary = `node-${process.platform}-${process.arch}`;
  const chosen = nodes.filter((version) => version.startsWith(prefix));
  const bins = chosen.map((version) =>
    join(install(version, { [binary]: version }), "node_modules", binary, "bin/node"),
  );
  const own = {
    "@pulumi/pulumi": readManifest(join(clone, "node_modules/@pulumi/pulumi")).version ?? "",
    "pulumi-apig": `file:${await pack(clone, scratch)}`,
  };
  let failed = chosen.length === 0;
  for (const runner of runners) {
    const folder = install(runner.name.replace(/\W/g, "-"), { ...own, ...runner.dependencies }, runner.files);
    for (const [index, bin] of bins.entries()) {
      const ok = await passes(bin, folder, runner, env);
      failed ||= !ok;
      console.log(`${ok ? "ok    " : "FAILED"} ${runner.name}, Node.js ${chosen[index]}`);
    }
  }
  await cloud.close();
  process.exitCode = failed ? 1 : 0;
}

main().finally(() => rmSync(scratch, { recursive: true, force: true }));
