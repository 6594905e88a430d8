import { expect } from "chai";
import { apiAddress, belongsTo, domainOfHost, iamOfRegion } from "../../../provider/credentials/clouds";
import { resolveConnection, type Wanted } from "../../../provider/credentials/resolve";
import { failureOf, settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };
const otc = { ...os, OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };
const plan = (config: Texts, env: Texts, wanted: Wanted = {}, files: Texts = {}) =>
  resolveConnection(wanted, settings(config, env, files));

describe("a credential and a host", () => {
  const stored = (storedEndpoint: string) => ({ storedEndpoint });
  const strangers: readonly [what: string, config: Texts, env: Texts, wanted: Wanted, text: string][] = [
    [
      "OTC's and a region of Huawei Cloud",
      {},
      otc,
      { region: "cn-north-4" },
      "OS_* (password) was not sent to apig.cn-north-4.myhuaweicloud.com of Huawei Cloud: it belongs to Open Telekom Cloud. ",
    ],
    [
      "Huawei Cloud's and OTC's region in the stack",
      { region: "eu-de" },
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      {},
      "was not sent to apig.eu-de.otc.t-systems.com of Open Telekom Cloud: it belongs to Huawei Cloud. Correct",
    ],
    [
      "Huawei Cloud's and OTC in the state",
      {},
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      stored("https://apig.eu-de.otc.t-systems.com"),
      "was not sent to apig.eu-de.otc.t-systems.com of Open Telekom Cloud: it belongs to Huawei Cloud. Correct",
    ],
    [
      "a private cloud's and Huawei Cloud",
      {},
      { ...os, OS_AUTH_URL: "https://iam.corp.example", OS_REGION_NAME: "r1" },
      {},
      "was not sent to apig.r1.myhuaweicloud.com of Huawei Cloud: it belongs to iam.corp.example. Correct",
    ],
    [
      "OTC's and its Swiss cloud",
      {},
      otc,
      { region: "eu-ch2" },
      "was not sent to apig.eu-ch2.sc.otc.t-systems.com of Open Telekom Cloud Swiss",
    ],
    [
      "Huawei Cloud's and its European cloud",
      {},
      { ...hw, HW_REGION_NAME: "eu-west-101" },
      { region: "cn-north-4" },
      ": it belongs to Huawei Cloud Europe. Correct",
    ],
    [
      "Huawei Cloud's and another cloud's last place",
      {},
      { ...hw, HW_CLOUD: "myhuaweicloud.com" },
      { lastEndpoint: "https://apig.eu-de.otc.t-systems.com" },
      "was not sent to apig.eu-de.otc.t-systems.com",
    ],
    [
      "any and what an argument alone names: a region",
      {},
      hw,
      { region: "cn-north-4" },
      "HW_* (access key) was not sent to apig.cn-north-4.myhuaweicloud.com of Huawei Cloud: its cloud is unknown, and only an argument gives that address. ",
    ],
    [
      "any and what an argument alone names: an endpoint",
      {},
      hw,
      { endpoint: "https://apig.evil.test" },
      "was not sent to apig.evil.test: its cloud is unknown, and only an argument gives that address. ",
    ],
    [
      "OTC's, whose region is in capitals, and Huawei Cloud",
      {},
      { ...os, OS_REGION_NAME: "EU-DE" },
      { region: "cn-north-4" },
      "was not sent to apig.cn-north-4.myhuaweicloud.com of Huawei Cloud: it belongs to Open Telekom Cloud. Correct",
    ],
    [
      "the cloud of the stack's region and another region of an argument",
      { region: "eu-de" },
      hw,
      { region: "cn-north-4" },
      ": it belongs to Open Telekom Cloud. Correct",
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
    ["any and this machine", {}, hw, { endpoint: "http://127.0.0.1:9" }],
    ["a region in the stack config", { region: "cn-north-4" }, hw, {}],
    ["an argument's endpoint, where the cloud is known", {}, otc, { endpoint: "https://apig.corp.example" }],
    ["a private cloud's own domain", {}, { ...hw, HW_REGION_NAME: "r1", HW_CLOUD: "corp.example" }, {}],
  ];
  for (const [what, config, env, wanted] of fitting) {
    it(`fit: ${what}`, () => expect(() => plan(config, env, wanted)).not.to.throw());
  }
  const spelled: readonly [env: Texts, wanted: Wanted, endpoint: string, iam: string | null, project: string][] = [
    [
      { ...os, OS_REGION_NAME: "EU-DE" },
      {},
      "https://apig.eu-de.otc.t-systems.com",
      "https://iam.eu-de.otc.t-systems.com/v3",
      "eu-de",
    ],
    [
      { ...os, OS_REGION_NAME: "eu-de" },
      { region: "Eu-De_Team_A" },
      "https://apig.eu-de.otc.t-systems.com",
      "https://iam.eu-de.otc.t-systems.com/v3",
      "eu-de_Team_A",
    ],
    [
      { ...hw, HW_REGION_NAME: "AE-AD-1", HW_CLOUD: "MyHuaweiCloud.COM" },
      {},
      "https://apig.ae-ad-1.myhuaweicloud.com",
      "https://iam.ae-ad-1.myhuaweicloud.com/v3",
      "ae-ad-1",
    ],
  ];
  for (const [env, wanted, endpoint, iam, project] of spelled) {
    it(`any case is the same region and cloud: ${JSON.stringify([Object.values(env).slice(2), wanted])}`, () => {
      const found = plan({}, env, wanted);
      expect([found.endpoint, found.iam, found.defaultProject]).to.deep.equal([endpoint, iam, project]);
    });
  }
  it("never make an address of IAM from a region that an argument alone names, nor of two clouds' parts", () => {
    const endpoint = "https://proxy.example";
    expect(plan({ endpoint }, os, { region: "cn-north-4" }).iam).to.equal(null);
    expect(plan({ endpoint }, { ...os, OS_REGION_NAME: "eu-de" }, { region: "cn-north-4" }).iam).to.equal(
      "https://iam.eu-de.otc.t-systems.com/v3",
    );
  });
  it("make an address of IAM from an argument only in the credential's own cloud", () => {
    const home = {
      ...os,
      HW_USER_NAME: "u",
      HW_USER_PASSWORD: "p-word",
      HW_DOMAIN_NAME: "d",
      HW_CLOUD: "otc.t-systems.com",
    };
    const endpoint = "https://apig.cn-north-4.myhuaweicloud.com";
    expect(plan({}, home, { endpoint }).iam).to.equal(null);
    expect(plan({}, home, { region: "eu-nl" }).iam).to.equal("https://iam.eu-nl.otc.t-systems.com/v3");
    const stack = { endpoint: "https://proxy.example", cloudDomain: "corp.example" };
    expect(plan(stack, { ...os, OS_REGION_NAME: "r1" }).iam).to.equal("https://iam.r1.corp.example/v3");
    expect(plan({ ...stack, region: "r2" }, os, { region: "r1" }).iam).to.equal("https://iam.r1.corp.example/v3");
  });
  it("are built from checked parts alone", () => {
    for (const [region, domain] of [
      ["evil.test?", "otc.t-systems.com"],
      ["a\\", "x.y"],
      ["eu-de", "x.y/z"],
      ["xn--\u00e4", "x.y"],
    ] as const) {
      for (const build of [apiAddress, iamOfRegion]) {
        expect(failureOf(() => build(region, domain)).code).to.equal("APIG_INVALID_SETTING");
      }
    }
  });
  it("know each other by whole names", () => {
    expect(domainOfHost("apig.eu-de.evilotc.t-systems.com")).to.equal(null);
    expect(domainOfHost("apig.eu-de.otc.t-systems.com.evil.example")).to.equal(null);
    expect(belongsTo("eviltc.example", "tc.example")).to.equal(false);
    expect(belongsTo("tc.example", "tc.example")).to.equal(true);
  });
});

describe("Huawei Cloud's old domain", () => {
  it("is of the same cloud, both ways", () => {
    const old = "iam.cn-north-1.myhwclouds.com";
    expect(domainOfHost(old)).to.equal("myhuaweicloud.com");
    expect([
      belongsTo(old, "myhuaweicloud.com"),
      belongsTo("apig.cn-north-1.myhuaweicloud.com", "myhwclouds.com"),
    ]).to.deep.equal([true, true]);
    expect([
      belongsTo(old, "otc.t-systems.com"),
      belongsTo("x.myhwclouds.com.evil.example", "myhuaweicloud.com"),
    ]).to.deep.equal([false, false]);
    const { endpoint, iam } = plan({}, { ...os, OS_AUTH_URL: `https://${old}/v3`, OS_REGION_NAME: "cn-north-1" });
    expect([endpoint, iam]).to.deep.equal(["https://apig.cn-north-1.myhuaweicloud.com", `https://${old}/v3`]);
  });
});
