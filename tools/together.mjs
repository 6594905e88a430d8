// `node tools/together.mjs SCRIPT...`: runs these npm scripts at the same time and fails when one does. The last shows its output
// while it runs; what the others print comes in one piece when they end.
import { spawn } from "node:child_process";

const scripts = process.argv.slice(2);

function run(script, isLast) {
  const stdio = ["ignore", isLast ? "inherit" : "pipe", isLast ? "inherit" : "pipe"];
  const child = spawn("npm", ["run", "--silent", script], { stdio, shell: process.platform === "win32" });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += chunk));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => {
      process.stdout.write(`${printed}${script}: ${code === 0 ? "passed" : "failed"}\n`);
      done(code === 0);
    });
  });
}

const passed = await Promise.all(scripts.map((script, index) => run(script, index === scripts.length - 1)));
process.exitCode = passed.every(Boolean) ? 0 : 1;
