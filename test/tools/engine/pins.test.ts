import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assert } from "chai";
import {
  cliModule,
  cliVersion,
  goVersion,
  nodejsHostModule,
  nodejsHostVersion,
  resultName,
} from "../../../tools/engine/pins";

describe("pins", () => {
  it("agree with the modules that are built", async () => {
    const [cli, host] = await Promise.all(
      [cliModule, nodejsHostModule].map((module) => readFile(join(module, "go.mod"), "utf8")),
    );
    assert.include(cli, `github.com/pulumi/pulumi/pkg/v3 v${cliVersion} `);
    assert.match(cli ?? "", new RegExp(`^go ${goVersion}$`, "m"));
    assert.include(host, `github.com/pulumi/pulumi/sdk/v3 v${nodejsHostVersion} `);
  });

  it("name a result by version and platform", () => {
    assert.match(resultName("linux", "arm64"), /^pulumi-3\.230\.0-linux-arm64-[0-9a-f]{8}$/);
    assert.notEqual(resultName("linux", "arm64"), resultName("linux", "x64"));
  });
});
