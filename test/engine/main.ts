// `npm run test:engine [-- FILE...]`: the tests on the real engine; APIG_TEST_CLI=oldest takes the oldest.
import { readdirSync } from "node:fs";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { askedCli } from "./helpers/engine";
import { runFiles } from "./runFiles";

/** What takes the longest begins first, so that no core is idle at the end: by turns files that work and files that mostly wait. */
const longest = [
  ...[
    "shapesCommands",
    "credentialsMidway",
    "aliveRecovery",
    "shapes",
    "proxies",
    "credentials",
    "aliveDead",
    "refresh",
  ],
  ...["aliveScreens", "mistakes", "errors", "nativeMove", "suspended", "aliveHook", "aliveStop"],
];

function all(): string[] {
  const names = readdirSync("test/engine").flatMap((file) => /^(\w+)\.test\.ts$/.exec(file)?.[1] ?? []);
  const others = names.filter((name) => !longest.includes(name));
  return [...longest, ...others].map((name) => `test/engine/${name}.test.ts`);
}

async function main(given: readonly string[]): Promise<number> {
  // Before any test begins: a build takes longer than a test may.
  await ensureEngine({ cli: askedCli, hosts: ["yaml", "python"] });
  const { failed } = runFiles(given.length > 0 ? given : all());
  return failed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(`engine: ${error.message}`);
    process.exitCode = 1;
  },
);
