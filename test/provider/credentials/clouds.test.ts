import { expect } from "chai";
import { belongsTo, domainOfHost } from "../../../provider/credentials/clouds";
import { resolveCredentials, type Wanted } from "../../../provider/credentials/resolve";
import { failureOf, settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };
const otc = { ...os, OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };
const plan = (config: Texts, env: Texts, wanted: Wanted = {}, files: Texts = {}) =>
  resolveCredentials(wanted, settings(config, env, files));

describe("a credential and a host", () => {
  const stored = (storedEndpoint: string) => ({ storedEndpoint });
  const strangers: readonly [what: string, config: Texts, env: Texts, wanted: Wanted, text: string][] = [
    [
      "OTC's and a region of Huawei Cloud",
      {},
      otc,
      { region: "cn-north-4" },
      "the credential of OS_* (password) belongs to Open Telekom Cloud and was not sent to apig.cn-north-4.myhuaweicloud.com of Huawei Cloud",
    ],
    [
      "Huawei Cloud's and OTC's region in the stack",
      { region: "eu-de" },
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      {},
      "belongs to Huawei Cloud and was not sent to apig.eu-de.otc.t-systems.com",
    ],
    [
      "Huawei Cloud's and OTC in the state",
      {},
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      stored("https://apig.eu-de.otc.t-systems.com"),
      "belongs to Huawei Cloud and was not sent to apig.eu-de.otc.t-systems.com",
    ],
    [
      "a private cloud's and Huawei Cloud",
      {},
      { ...os, OS_AUTH_URL: "https://iam.corp.example", OS_REGION_NAME: "r1" },
      {},
      "belongs to iam.corp.example and was not sent to apig.r1.myhuaweicloud.com",
    ],
    [
      "OTC's and its Swiss cloud",
      {},
      otc,
      { region: "eu-ch2" },
      "and was not sent to apig.eu-ch2.sc.otc.t-systems.com of Open Telekom Cloud Swiss",
    ],
    [
      "Huawei Cloud's and its European cloud",
      {},
      { ...hw, HW_REGION_NAME: "eu-west-101" },
      { region: "cn-north-4" },
      "belongs to Huawei Cloud Europe",
    ],
    [
      "Huawei Cloud's and another cloud's last place",
      {},
      { ...hw, HW_CLOUD: "myhuaweicloud.com" },
      { lastEndpoint: "https://apig.eu-de.otc.t-systems.com" },
      "was not sent to apig.eu-de.otc.t-systems.com",
    ],
  ];
  for (const [what, config, env, wanted, text] of strangers) {
    it(`do not fit: ${what}`, () => {
      const error = failureOf(() => plan(config, env, wanted));
      expect(error.code).to.equal("APIG_FOREIGN_HOST");
      expect(error.message)
        .to.include(text)
        .and.not.match(/hw-sk|p-word/);
    });
  }
  const fitting: readonly [what: string, config: Texts, env: Texts, wanted: Wanted][] = [
    ["an endpoint that was set", { endpoint: "https://apig.cn-north-4.myhuaweicloud.com" }, otc, {}],
    [
      "a stored endpoint that is set as well",
      { endpoint: "https://apig.eu-de.otc.t-systems.com/" },
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      stored("https://apig.eu-de.otc.t-systems.com"),
    ],
    ["a stored endpoint of no public cloud", {}, otc, stored("https://proxy.example/apig")],
    ["another region of the same cloud", {}, { ...hw, HW_REGION_NAME: "cn-north-4" }, { region: "ap-southeast-1" }],
    ["a private cloud's own domain", {}, { ...hw, HW_REGION_NAME: "r1", HW_CLOUD: "corp.example" }, {}],
  ];
  for (const [what, config, env, wanted] of fitting) {
    it(`fit: ${what}`, () => expect(plan(config, env, wanted)).to.have.length(1));
  }
  it("know each other by whole names", () => {
    expect(domainOfHost("apig.eu-de.evilotc.t-systems.com")).to.equal(null);
    expect(domainOfHost("apig.eu-de.otc.t-systems.com.evil.example")).to.equal(null);
    expect(belongsTo("eviltc.example", "tc.example")).to.equal(false);
    expect(belongsTo("tc.example", "tc.example")).to.equal(true);
  });
});
