import { expect } from "chai";
import { resolveCredential } from "../../../../provider/credentials/resolve";
import { failureOf, settings } from "../settings";

const path = "/home/user/.hcloud/config.json";
const content = {
  current: "first",
  profiles: [
    { name: "first", mode: "AKSK", accessKeyId: "AK1", secretAccessKey: "SK1", region: "eu-de", projectId: "p1" },
    {
      name: "second",
      mode: "AKSK",
      accessKeyId: "AK2",
      secretAccessKey: "SK2",
      securityToken: "ST2",
      region: "",
      agencyName: "agency",
      agencyDomainName: "account",
    },
  ],
};
type Texts = Readonly<Record<string, string>>;
const named = { HW_SHARED_CONFIG_FILE: "~/.hcloud/config.json" };
const source = (env: Texts, text = JSON.stringify(content)) => settings({}, env, { [path]: text });
const first = (env: Texts) => resolveCredential({}, source(env));

describe("HW_SHARED_CONFIG_FILE and HW_PROFILE", () => {
  it("the file's current profile", () => {
    const { credential, endpoint, projectId } = first(named);
    expect(credential).to.deep.equal({ kind: "access key", accessKey: "AK1", secretKey: "SK1", securityToken: null });
    expect([endpoint, projectId]).to.deep.equal(["https://apig.eu-de.otc.t-systems.com", "p1"]);
  });

  it("the profile that HW_PROFILE names; HW_* add the place if it has none", () => {
    const { credential, endpoint, agency } = first({ ...named, HW_PROFILE: "second", HW_REGION_NAME: "cn-north-4" });
    expect(credential).to.deep.equal({ kind: "access key", accessKey: "AK2", secretKey: "SK2", securityToken: "ST2" });
    expect(endpoint).to.equal("https://apig.cn-north-4.myhuaweicloud.com");
    expect(agency).to.deep.include({ name: "agency", domain: { name: "account" } });
  });

  it("keys in HW_* come first, and HW_PROFILE alone has no effect, as for the Terraform provider", () => {
    const keys = { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: "SK", HW_REGION_NAME: "eu-de" };
    expect(first({ ...named, ...keys }).profile.name).to.equal("HW_*");
    expect(first({ HW_PROFILE: "second", ...keys }).profile.name).to.equal("HW_*");
  });

  const faults: [what: string, env: Texts, text: string | undefined, told: string][] = [
    ["no such file", { HW_SHARED_CONFIG_FILE: "/nowhere" }, undefined, "names /nowhere, which cannot be read"],
    ["not JSON", named, "{ secret-word", "is not JSON"],
    ["no such profile", { ...named, HW_PROFILE: "third" }, undefined, 'has no profile "third"'],
    ["none at all", named, "{}", "it has none"],
    [
      "encrypted",
      named,
      JSON.stringify({ ...content, authEncrypt: "true" }),
      "hcloud configure set --cli-auth-encrypt=false",
    ],
    [
      "half a key",
      named,
      JSON.stringify({ current: "a", profiles: [{ name: "a", accessKeyId: "AK" }] }),
      "accessKeyId is set",
    ],
  ];
  for (const [what, env, text, told] of faults) {
    it(what, () => {
      const { code, message } = failureOf(() => resolveCredential({}, source(env, text)));
      expect(message).to.include(told).and.not.include("secret-word").and.not.include("SK1");
      expect(code).to.equal("APIG_INVALID_SETTING");
    });
  }
});
