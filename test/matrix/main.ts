// `npm run test:matrix [-- NODE-PREFIX]`: the status row, stopping and a dead engine, with the packed package as users
// install it, for every pair of Node.js and SDK. Each pair gets a scratch folder; about a minute and a half each.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Pair, pairs } from "./pairs";

const tests = ["aliveStop", "aliveRow", "aliveDead"].map((name) => join("test", "engine", `${name}.test.ts`));
const scratch = mkdtempSync(join(tmpdir(), "apig-matrix-"));
const [prefix = ""] = process.argv.slice(2);
const chosen = pairs.filter(({ node }) => node.startsWith(prefix));

try {
  const tarball = pack();
  const results = chosen.map((pair) => ({ ...pair, ok: passes(pair, tarball) }));
  for (const { node, sdk, ok } of results) console.log(`${ok ? "ok    " : "FAILED"} Node.js ${node}, SDK ${sdk}`);
  process.exitCode = results.length > 0 && results.every(({ ok }) => ok) ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function pack(): string {
  const printed = execFileSync("npm", ["pack", "--silent", "--pack-destination", scratch], { encoding: "utf8" });
  return join(scratch, printed.trim().split("\n").at(-1) as string);
}

function passes({ node, sdk }: Pair, tarball: string): boolean {
  console.log(`\nNode.js ${node}, SDK ${sdk}`);
  const folder = join(scratch, `${node}-${sdk}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), "{}");
  // The platform's own package holds a plain binary; the package "node" would need an install script.
  const binary = `node-${process.platform}-${process.arch}`;
  const wanted = [`${binary}@${node}`, `@pulumi/pulumi@${sdk}`, tarball];
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", ...wanted], { cwd: folder, stdio: "inherit" });
  const modules = join(folder, "node_modules");
  const bin = join(modules, binary, "bin", "node");
  const version = execFileSync(bin, ["--version"], { encoding: "utf8" }).trim();
  if (version !== `v${node}`) throw new Error(`${bin} is ${version}, not v${node}`);
  const env = { ...process.env, APIG_TEST_MODULES: modules, APIG_TEST_NODE: bin };
  const mocha = require.resolve("mocha/bin/mocha.js");
  const args = [mocha, "--config", "test/engine.mocharc.json", ...tests];
  return spawnSync(process.execPath, args, { env, stdio: "inherit" }).status === 0;
}
