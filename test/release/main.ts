// `npm run test:release [-- [--all] [--kept] [FILE...]]`: makes a release whose SDKs name a server of this machine, and uses it as its
// users will. Without --all: the executable for this platform alone, and no test that takes minutes. --kept takes what the last run made.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { engineDeps } from "../../tools/engine/deps";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { missingPrograms } from "../../tools/release/checks";
import { readCoordinates } from "../../tools/release/coordinates";
import { type Part, parts } from "../../tools/release/parts";
import { platformHere, platforms } from "../../tools/release/platforms";
import { release } from "../../tools/release/release";
import { runFiles } from "../engine/runFiles";
import { addressOf, readMade, releaseFolder, writeMade } from "./helpers/made";

const deps = engineDeps({ log: (line) => console.error(`test:release: ${line}`) });
/** Files of the tests that only --all runs. */
const long = ["arm64.test.ts", "release.test.ts"];

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { all: { type: "boolean", default: false }, kept: { type: "boolean", default: false } },
  });
  const { server, port } = await serve(values.kept ? readMade().port : 0);
  try {
    if (!values.kept) await make(port, values.all);
    // Before any test begins: a build takes longer than a test may.
    await ensureEngine({ hosts: ["yaml", "python"] });
    const files = readdirSync(__dirname).filter((name) => name.endsWith(".test.ts"));
    const wanted = files.filter((name) => values.all || !long.includes(name)).map((name) => join("test/release", name));
    const chosen = positionals.length > 0 ? positionals : wanted;
    return runFiles(chosen, { config: "test/release.mocharc.json" }).failed.length === 0 ? 0 : 1;
  } finally {
    server.kill();
  }
}

/** Starts the server that the SDKs name. */
async function serve(port: number): Promise<{ server: ChildProcess; port: number }> {
  const program = [join(__dirname, "helpers/serve.ts"), join(releaseFolder, "plugin"), String(port)];
  const server = spawn(process.execPath, ["--import", "tsx", ...program], { stdio: ["pipe", "pipe", "inherit"] });
  const [told] = await Promise.race([once(server.stdout, "data"), once(server, "exit")]);
  if (server.exitCode !== null) throw new Error(`the server for the plugin's archives did not start at port ${port}`);
  return { server, port: Number(told) };
}

/** Makes each part whose tools are here. */
async function make(port: number, isAll: boolean): Promise<void> {
  const made: Part[] = [];
  for (const part of parts) {
    const missing = await missingPrograms([part], deps.env);
    if (missing.length === 0) made.push(part);
    else deps.log(`skipped: ${part}: ${missing.join("; ")}`);
  }
  const wanted = isAll ? platforms : [platformHere()];
  const how = { port, parts: made, platforms: wanted.map(({ name }) => name) };
  const target = {
    isLocal: true,
    out: releaseFolder,
    coordinates: readCoordinates(),
    changelog: "",
    unpublished: [],
    stale: [],
  };
  await release({ ...target, parts: made, platforms: wanted, downloadUrl: addressOf(how) }, deps);
  writeMade(how);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(`test:release: ${error.message}`);
    process.exitCode = 1;
  },
);
