import { mkdtempSync, rmdirSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import sinon from "sinon";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import { processSource } from "../../../../provider/credentials/settings/processSource";
import { Settings } from "../../../../provider/credentials/settings/settings";
import { failureOf } from "../settings";

describe("processSource", () => {
  afterEach(() => sinon.restore());
  it("has no home if Node.js finds none: HOME unset, a user without an entry in passwd", () => {
    sinon
      .stub(os, "homedir")
      .throws(Object.assign(new Error("uv_os_homedir returned ENOENT"), { code: "ERR_SYSTEM_ERROR" }));
    expect(processSource(() => undefined).files?.home).to.equal(null);
  });
  it("has no home if HOME is empty", () => {
    sinon.stub(os, "homedir").returns("");
    expect(processSource(() => undefined).files?.home).to.equal(null);
  });

  for (const [what, env] of Object.entries({
    "no credential": {},
    OS_CLOUD: { OS_CLOUD: "otc" },
    "a relative OS_CACERT": { HW_AUTH_TOKEN: "t", OS_CACERT: "ca.pem" },
    "a relative HW_SHARED_CONFIG_FILE": { HW_PROFILE: "p", HW_SHARED_CONFIG_FILE: "config.json" },
  })) {
    it(`${what}: says that the folder in which the program was started is gone`, () => {
      const before = process.cwd();
      const gone = mkdtempSync(join(os.tmpdir(), "apig-gone-"));
      process.chdir(gone);
      rmdirSync(gone);
      try {
        const source = processSource((key) => ({ region: "eu-de", projectId: "p" })[key]);
        const { files = null, config } = source;
        const settings = new Settings({ config, env, ...(files && { files }) });
        const { code, message } = failureOf(() => resolveConnection({}, settings));
        expect([code, message]).to.deep.equal([
          "APIG_INVALID_SETTING",
          "the folder in which the program was started no longer exists: start it in another one",
        ]);
      } finally {
        process.chdir(before);
      }
    });
  }
});
