import os from "node:os";
import { expect } from "chai";
import sinon from "sinon";
import { processSource } from "../../../../provider/credentials/settings/processSource";

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
});
