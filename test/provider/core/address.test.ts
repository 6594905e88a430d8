import { expect } from "chai";
import { iamAddress } from "../../../provider/core/address";

describe("address of IAM", () => {
  const host = "https://iam.eu-de.otc.t-systems.com";
  const ends = ["", "/", "//", "/v3", "/v3/", "/v3.0", "/V3", "/v2.0", "/v2.0/", "/v2", "/v3/auth", "/v3/auth/tokens"];
  for (const end of [...ends, "/v2.0/tokens"]) {
    it(`ends in "${end}": the Identity API of version 3`, () => {
      expect(iamAddress(`${host}${end}`)).to.equal(`${host}/v3`);
      expect(iamAddress(`iam.eu-de.otc.t-systems.com${end}`)).to.equal(`${host}/v3`);
      expect(iamAddress(`${host}:8443/identity${end}`)).to.equal(`${host}:8443/identity/v3`);
    });
  }

  it("keeps a path that only looks like a version", () => {
    expect(iamAddress(`${host}/v2.0/team`)).to.equal(`${host}/v2.0/team/v3`);
    expect(iamAddress(`${host}/dev2`)).to.equal(`${host}/dev2/v3`);
    expect(iamAddress(`${host}/v1`)).to.equal(`${host}/v1/v3`);
  });
});
