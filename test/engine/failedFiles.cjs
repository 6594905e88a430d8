// Mocha's spec reporter, which also writes the files of the tests that failed, one a line.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class FailedFiles extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failed = new Set();
    runner.on("fail", ({ file }) => failed.add(file));
    runner.once("end", () => writeFileSync(options.reporterOptions.output, [...failed].join("\n")));
  }
};
