import { expect } from "chai";
import semver from "semver";
import { clis, nodeVersions, sdks } from "../../../tools/engine/pins";
import { readManifest } from "../../engine/helpers/installed";
import { cells, shown, table } from "../../matrix/cells";

describe("the matrix", () => {
  it("has every CLI, SDK and Node.js that go together", () => {
    expect(cells).to.have.length(2 * (3 + 3 + 2));
    expect(cells).not.to.deep.include({ cli: "newest", sdk: "3.276.0", node: "20.19.0" });
  });

  it("begins where the package's ranges begin", () => {
    const { peerDependencies, engines } = readManifest(".");
    expect(semver.minVersion(peerDependencies?.["@pulumi/pulumi"] ?? "")?.version).to.equal(Object.keys(sdks)[0]);
    expect(clis.oldest.version).to.equal(Object.keys(sdks)[0]);
    for (const node of nodeVersions) expect(semver.satisfies(node, engines?.node ?? ""), node).to.equal(true);
  });

  it("is a table with a row for each CLI and SDK", () => {
    const rows = table(({ sdk }) => sdk).split("\n");
    expect(rows).to.have.length(2 + 6);
    expect(rows[1]).to.equal("|---|---|---|---|---|");
    expect(rows.at(-1)).to.match(/^\| 3\.\d+\.\d+ \| 3\.276\.0 \| not possible \| 3\.276\.0 \| 3\.276\.0 \|$/);
  });

  it("tells what failed", () => {
    expect(shown({ passed: 14, failed: [] })).to.equal("all 14 tests");
    expect(shown({ passed: 13, failed: ["a.test.ts", "b.test.ts"] })).to.equal("failed: a.test.ts, b.test.ts");
  });
});
