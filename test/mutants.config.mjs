// `npm run test:mutants`: what is broken, and which tests are to notice. Packages: tools/modules/mutation.
// docs/decisions/0024-mutation.md has the score and what survives.
const cache = "node_modules/.cache";

export default {
  // What decides about a wait, and what turns its end into outputs or an error.
  mutate: ["provider/core/**/*.ts", "provider/wait/**/*.ts", "provider/{waiter,lifecycle,dynamicLifecycle}.ts"],
  testRunner: "mocha",
  plugins: ["@stryker-mutator/mocha-runner"],
  mochaOptions: {
    config: "test/unit.mocharc.json",
    // In this order: a mutant ends with the first test that fails, and those of core/ take a millisecond. Left out is what takes
    // seconds: a mutant that never ends costs twice the time of its tests. Mocha splits a pattern at its commas, so there are no braces.
    spec: [
      "test/provider/core/**/*.test.ts",
      "test/provider/waiter.test.ts",
      "test/provider/suspended.test.ts",
      "test/provider/lifecycle*.test.ts",
      "test/provider/client*.test.ts",
      "test/provider/errors.test.ts",
      "test/provider/wait/[!g]*.test.ts",
      "test/provider/wait/gatewayWait.test.ts",
      "test/provider/wait/gatewayPolls.test.ts",
      "test/provider/program/getGatewayProgress.test.ts",
      "test/provider/engine/statusLine.test.ts",
      "test/provider/engine/statusRow.test.ts",
      "test/provider/engine/parts.test.ts",
      "test/provider/http/proxyAddress.test.ts",
      "test/provider/http/proxy.test.ts",
      "test/provider/http/givenUp.test.ts",
      "test/provider/http/certificates.test.ts",
      "test/provider/bugs.test.ts",
      "test/provider/credentials/resolve.test.ts",
      "test/provider/credentials/kinds.test.ts",
      "test/provider/credentials/agency.test.ts",
      "test/provider/credentials/clouds.test.ts",
      "test/provider/credentials/refusals.test.ts",
      "test/provider/credentials/stackEndpoint.test.ts",
      "test/provider/credentials/shownSettings.test.ts",
    ],
  },
  coverageAnalysis: "perTest",
  // What is computed while a module is loaded (tables, patterns, constants) would cost a new process and every test for each mutant:
  // hours instead of minutes. Such mutants are not in the score.
  ignoreStatic: true,
  // Only what these tests read is copied.
  ignorePatterns: ["**", "!package.json", "!tsconfig.json", "!{provider,test,emulator,bench,docs}/**", "!tools/*.ts"],
  // The copies stay inside the clone, where they find its packages.
  tempDirName: `${cache}/mutants`,
  // What was seen is kept: a second run does only what changed in code or tests.
  incremental: true,
  incrementalFile: `${cache}/mutants.json`,
  reporters: ["clear-text", "progress", "html"],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: `${cache}/mutants.html` },
  // A busy machine is no mutant that was noticed. What loops for ever is counted, not timed.
  timeoutMS: 10_000,
  timeoutFactor: 2,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
};
