// Plain JavaScript on Node.js alone: it runs before anything is installed. Brings the clone to the state that every
// npm script expects: dependencies installed, the clone reachable under its own name, and `dist/` built.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => join(root, ...parts);
const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const newest = (folder) =>
  Math.max(...readdirSync(folder, { recursive: true }).map((file) => modified(join(folder, file))));

function run(what, args) {
  console.error(`setup: ${what}`);
  // Output goes to stderr: a script's own result on stdout stays clean.
  const { status } = spawnSync("npm", args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`setup: "npm ${args.join(" ")}" failed; its output is above`);
    process.exit(1);
  }
}

if (modified(at("node_modules/.package-lock.json")) < modified(at("package-lock.json"))) {
  run("installing dependencies (about half a minute)", ["ci", "--no-audit", "--no-fund"]);
}
await import("./ownName.mjs");
const built = Math.min(
  ...["index.js", "emulator/index.js", "pulumi-resource-apig.tar.gz"].map((file) => modified(at("dist", file))),
);
if (
  built <
  Math.max(newest(at("provider")), newest(at("emulator")), newest(at("tools/plugin")), modified(at("tsconfig.json")))
) {
  run("building", ["run", "--silent", "build"]);
}
