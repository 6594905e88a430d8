// `npm run test:engine [-- FILE...]`: the tests on the real engine. They share two cores with Go builds, CLIs and other
// people's work. So a few files that fail are run once more, alone, and named: what fails then is broken, and what passes
// only then is a test to mend.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const mocha = createRequire(__filename).resolve("mocha/bin/mocha.js");
/** More than so many are no accident. */
const mostFiles = 3;

/** Runs the files; gives mocha's exit code and the files that hold a failure. */
function run(files: readonly string[], ...more: string[]): { code: number; failed: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "apig-failed-"));
  try {
    const output = join(folder, "files");
    const reporter = ["--reporter", join(__dirname, "failedFiles.cjs"), "--reporter-option", `output=${output}`];
    const args = [mocha, "--config", "test/engine.mocharc.json", ...reporter, ...more, ...files];
    const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
    const failed = status === 0 ? [] : readFileSync(output, "utf8").split("\n").filter(Boolean);
    return { code: status ?? 1, failed: failed.map((file) => relative(process.cwd(), file)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(given: readonly string[]): number {
  const { code, failed } = run(given.length > 0 ? given : ["test/engine/**/*.test.ts"]);
  if (failed.length === 0 || failed.length > mostFiles) return code;
  console.log(`\nOnce more, alone: ${failed.join(", ")}`);
  const again = run(failed, "--no-parallel");
  if (again.code === 0) console.log(`\nFailed beside the others and passed alone, please mend: ${failed.join(", ")}`);
  return again.code;
}

process.exitCode = main(process.argv.slice(2));
