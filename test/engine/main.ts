// `npm run test:engine [-- FILE...]`: the tests on the real engine; APIG_TEST_CLI=oldest takes the oldest.
import { runFiles } from "./runFiles";

const given = process.argv.slice(2);
const { failed } = runFiles(given.length > 0 ? given : ["test/engine/**/*.test.ts"]);
process.exitCode = failed.length === 0 ? 0 : 1;
