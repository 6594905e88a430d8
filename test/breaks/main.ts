// `npm run test:breaks [-- --count 60 --seed 1]`: breaks one line of provider/ at random, many times, each time in a copy
// of the clone, and prints the breaks that no fast test notices.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import ts from "typescript";
import { seeded } from "../../bench/chance";
import { applied, type Break, breaksOf, parses } from "./operators";

const { values } = parseArgs({
  options: { count: { type: "string", default: "60" }, seed: { type: "string", default: "1" } },
});
const root = join(__dirname, "../..");
const limitMs = 120_000;

/** A copy of the clone, in which `pulumi-apig` is the copy itself. */
function copyOfClone(): string {
  const copy = mkdtempSync(join(tmpdir(), "apig-breaks-"));
  const apart = [".git", "node_modules"];
  for (const name of readdirSync(root).filter((each) => !apart.includes(each))) {
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !path.includes("node_modules") });
  }
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules"))) {
    symlinkSync(name === "pulumi-apig" ? copy : join(root, "node_modules", name), join(copy, "node_modules", name));
  }
  return copy;
}

/** Whether these tests fail, or do not end in time. */
function isNoticed(copy: string, tests: readonly string[]): boolean {
  const mocha = join(copy, "node_modules/mocha/bin/mocha.js");
  const args = [mocha, "--config", "test/unit.mocharc.json", "--bail", "--exit", ...tests];
  return spawnSync(process.execPath, args, { cwd: copy, timeout: limitMs, killSignal: "SIGKILL" }).status !== 0;
}

/** The tests of the broken file first, then of its folder, then all. Mocha fails where it finds no file, so none is guessed. */
function testsOf(copy: string, path: string): string[][] {
  const folder = join("test", dirname(path));
  const near = existsSync(join(copy, folder)) ? readdirSync(join(copy, folder)) : [];
  const beside = near.filter((name) => name.endsWith(".test.ts")).map((name) => join(folder, name));
  const mirror = beside.filter((name) => name === join("test", path.replace(/\.ts$/, ".test.ts")));
  return [mirror, beside, ["test/provider/**/*.test.ts"]].filter((tests) => tests.length > 0);
}

/** Writes the source, and what the tests of the command run. */
function write(copy: string, path: string, source: string): void {
  writeFileSync(join(copy, path), source);
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  const built = join(copy, path.replace(/^provider/, "dist").replace(/\.ts$/, ".js"));
  // The plugin is one file there.
  if (existsSync(built)) writeFileSync(built, outputText);
}

function shown(path: string, source: string, edit: Break): string {
  const line = source.slice(0, edit.start).split("\n").length;
  const lineOf = (text: string) => text.split("\n")[line - 1]?.trim() ?? "";
  return `${path}:${line}\n  - ${lineOf(source)}\n  + ${lineOf(applied(source, edit))}`;
}

function survives(copy: string, path: string, source: string, edit: Break): boolean {
  write(copy, path, applied(source, edit));
  const noticed = testsOf(copy, path).some((tests) => isNoticed(copy, tests));
  write(copy, path, source);
  return !noticed;
}

function main(): void {
  const copy = copyOfClone();
  try {
    if (isNoticed(copy, ["test/provider/**/*.test.ts"])) throw new Error("the fast tests fail without a break");
    const chance = seeded(Number(values.seed));
    const names = readdirSync(join(copy, "provider"), { recursive: true, encoding: "utf8" });
    const paths = names
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => join("provider", name));
    const all = paths.flatMap((path) => {
      const source = readFileSync(join(copy, path), "utf8");
      return breaksOf(source).map((edit) => ({ path, source, edit }));
    });
    let [done, survivors] = [0, 0];
    while (done < Number(values.count) && all.length > 0) {
      const [one] = all.splice(Math.floor(chance() * all.length), 1);
      if (!one || !parses(applied(one.source, one.edit))) continue;
      done += 1;
      process.stderr.write(".");
      if (!survives(copy, one.path, one.source, one.edit)) continue;
      survivors += 1;
      console.log(shown(one.path, one.source, one.edit));
    }
    console.log(`seed ${values.seed}: ${done} breaks, ${done - survivors} noticed, ${survivors} not`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

main();
