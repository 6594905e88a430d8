import { assert } from "chai";
import { clis, engineName, hosts, resultName } from "../../../tools/engine/pins";

describe("pins", () => {
  it("are read from the modules that are built", () => {
    const versions = Object.values({ ...clis, ...hosts }).map(({ version }) => version);
    for (const version of versions) assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.equal(clis.oldest.version, "3.230.0");
  });

  it("name a result by version and platform", () => {
    assert.match(resultName(clis.oldest, "linux", "arm64"), /^pulumi-3\.230\.0-linux-arm64-[0-9a-f]{8}$/);
    assert.notEqual(resultName(clis.oldest, "linux", "arm64"), resultName(clis.oldest, "linux", "x64"));
    assert.notEqual(resultName(clis.oldest), resultName(clis.newest));
  });

  it("name an engine by its CLI and its hosts", () => {
    const names = [[], [hosts.nodejs], [hosts.nodejs, hosts.yaml]].map((parts) => engineName(clis.oldest, parts));
    assert.lengthOf(new Set([...names, engineName(clis.newest, [])]), 4);
  });
});
