// Mocha's spec reporter, which also writes how many tests passed, and the files of those that failed.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class Results extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failed = new Set();
    runner.on("fail", ({ file }) => failed.add(file));
    runner.once("end", () => {
      const results = { passed: this.stats.passes, failed: [...failed] };
      writeFileSync(options.reporterOptions.output, JSON.stringify(results));
    });
  }
};
