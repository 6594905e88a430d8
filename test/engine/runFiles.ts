import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const mocha = createRequire(__filename).resolve("mocha/bin/mocha.js");
/** More than so many are no accident. */
const mostFiles = 3;

export interface Results {
  readonly passed: number;
  /** Files that hold a failure. */
  readonly failed: readonly string[];
}

export interface Setting {
  /** The Node.js that runs the tests and their programs. */
  readonly node?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Mocha's; default: that of the tests on the engine. */
  readonly config?: string;
}

/**
 * Runs files of the tests on the engine. They share two cores with Go builds, CLIs and other people's work. So a few files
 * that fail are run once more, alone, and named: what fails then is broken, and what passes only then is a test to mend.
 */
export function runFiles(files: readonly string[], setting: Setting = {}): Results {
  const { passed, failed } = run(files, [], setting);
  if (failed.length === 0 || failed.length > mostFiles) return { passed, failed };
  console.log(`\nOnce more, alone: ${failed.join(", ")}`);
  const again = run(failed, ["--no-parallel"], setting);
  if (again.failed.length === 0) {
    console.log(`\nFailed beside the others and passed alone, please mend: ${failed.join(", ")}`);
  }
  return { passed, failed: again.failed };
}

function run(
  files: readonly string[],
  more: readonly string[],
  { node, env, config = "test/engine.mocharc.json" }: Setting,
): Results {
  const folder = mkdtempSync(join(tmpdir(), "apig-results-"));
  try {
    const output = join(folder, "results.json");
    const reporter = ["--reporter", join(__dirname, "results.cjs"), "--reporter-option", `output=${output}`];
    const args = [mocha, "--config", config, ...reporter, ...more, ...files];
    const { status } = spawnSync(node ?? process.execPath, args, { env: env ?? process.env, stdio: "inherit" });
    // Mocha itself did not get to its end.
    if (!existsSync(output)) return { passed: 0, failed: [`mocha (ended with ${status})`] };
    const results: Results = JSON.parse(readFileSync(output, "utf8"));
    const failed = results.failed.map((file) => relative(process.cwd(), file));
    return { passed: results.passed, failed: status !== 0 && failed.length === 0 ? ["mocha"] : failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
