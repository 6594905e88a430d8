// `npm run test:engine [-- FILE...]`: the tests on the real engine; APIG_TEST_CLI=oldest takes the oldest.
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { askedCli } from "./helpers/engine";
import { runFiles } from "./runFiles";

async function main(given: readonly string[]): Promise<number> {
  // Before any test begins: a build takes longer than a test may.
  await ensureEngine({ cli: askedCli, hosts: given.length === 0 ? ["yaml", "python"] : [] });
  const { failed } = runFiles(given.length > 0 ? given : ["test/engine/**/*.test.ts"]);
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
