import { expect } from "chai";
import { otherNames, resolveConnection, type Wanted } from "../../../provider/credentials/resolve";
import { failureOf, settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };
const otc = { ...os, OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };
const plan = (config: Texts, env: Texts, wanted: Wanted = {}, files: Texts = {}) =>
  resolveConnection(wanted, settings(config, env, files));

describe("the settings of a connection", () => {
  const endpoints: readonly [
    what: string,
    config: Texts,
    env: Texts,
    wanted: Wanted,
    endpoint: string,
    iam: string | null,
  ][] = [
    [
      "a region of Huawei Cloud",
      {},
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      {},
      "https://apig.cn-north-4.myhuaweicloud.com",
      "https://iam.cn-north-4.myhuaweicloud.com/v3",
    ],
    [
      "a region that no list has",
      {},
      { ...hw, HW_REGION_NAME: "xx-moon-7" },
      {},
      "https://apig.xx-moon-7.myhuaweicloud.com",
      "https://iam.xx-moon-7.myhuaweicloud.com/v3",
    ],
    [
      "Huawei Cloud Europe",
      {},
      { ...hw, HW_REGION_NAME: "eu-west-101" },
      {},
      "https://apig.eu-west-101.myhuaweicloud.eu",
      "https://iam.eu-west-101.myhuaweicloud.eu/v3",
    ],
    [
      "OTC by region",
      {},
      { ...hw, HW_REGION_NAME: "eu-de" },
      {},
      "https://apig.eu-de.otc.t-systems.com",
      "https://iam.eu-de.otc.t-systems.com/v3",
    ],
    [
      "OTC by the address of IAM alone",
      {},
      otc,
      {},
      "https://apig.eu-de.otc.t-systems.com",
      "https://iam.eu-de.otc.t-systems.com/v3",
    ],
    [
      "OTC's Swiss cloud",
      {},
      { ...os, OS_REGION_NAME: "eu-ch2" },
      {},
      "https://apig.eu-ch2.sc.otc.t-systems.com",
      "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3",
    ],
    [
      "another domain",
      {},
      { ...hw, HW_REGION_NAME: "eu-west-0", HW_CLOUD: "cloud.example" },
      {},
      "https://apig.eu-west-0.cloud.example",
      "https://iam.eu-west-0.cloud.example/v3",
    ],
    [
      "the argument region over all",
      { region: "cn-east-2" },
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      { region: "cn-south-1" },
      "https://apig.cn-south-1.myhuaweicloud.com",
      "https://iam.cn-north-4.myhuaweicloud.com/v3",
    ],
    [
      "stack config over the environment",
      { region: "cn-east-2" },
      { ...hw, HW_REGION_NAME: "cn-north-4" },
      {},
      "https://apig.cn-east-2.myhuaweicloud.com",
      "https://iam.cn-north-4.myhuaweicloud.com/v3",
    ],
    [
      "an override with a path",
      { endpoint: "https://proxy.example/apig/" },
      { ...hw, HW_REGION_NAME: "eu-de" },
      {},
      "https://proxy.example/apig",
      "https://iam.eu-de.otc.t-systems.com/v3",
    ],
    [
      "the argument endpoint over the stack's",
      { endpoint: "https://proxy.example" },
      hw,
      { endpoint: "https://other.example" },
      "https://other.example",
      null,
    ],
    [
      "IAM beside an API that was set",
      { endpoint: "https://apig.eu-de.otc.t-systems.com" },
      hw,
      {},
      "https://apig.eu-de.otc.t-systems.com",
      "https://iam.eu-de.otc.t-systems.com/v3",
    ],
    [
      "where it was before, when nothing else tells",
      {},
      hw,
      { lastEndpoint: "https://last.example" },
      "https://last.example",
      null,
    ],
    [
      "the stored place over all",
      { endpoint: "https://other.example" },
      hw,
      { storedEndpoint: "http://127.0.0.1:1" },
      "http://127.0.0.1:1",
      null,
    ],
  ];
  for (const [what, config, env, wanted, endpoint, iam] of endpoints) {
    it(`finds the addresses: ${what}`, () => {
      const first = plan(config, env, wanted);
      expect([first.endpoint, first.iam]).to.deep.equal([endpoint, iam]);
    });
  }

  const spellings = [
    "https://iam.example:443/v3",
    "https://iam.example/v3/",
    "iam.example",
    "iam.example:443/v3/",
    "https://iam.example/v3/auth/tokens",
    "https://iam.example",
  ];
  for (const OS_AUTH_URL of spellings) {
    it(`understands the address of IAM as ${OS_AUTH_URL}`, () => {
      const first = plan({ endpoint: "https://api.example" }, { ...os, OS_AUTH_URL });
      expect(first.iam).to.equal("https://iam.example/v3");
    });
  }
  it("keeps a port and a path in the address of IAM", () => {
    const env = { ...os, OS_AUTH_URL: "https://iam.example:5000/identity/v3/" };
    expect(plan({ endpoint: "https://api.example" }, env).iam).to.equal("https://iam.example:5000/identity/v3");
  });

  const projects: readonly [
    what: string,
    config: Texts,
    env: Texts,
    wanted: Wanted,
    id: string | null,
    name: string | null,
  ][] = [
    ["the credential's own", {}, { ...hw, HW_PROJECT_ID: "hw-p", OS_PROJECT_ID: "os-p" }, {}, "hw-p", null],
    ["its name", {}, { ...hw, HW_PROJECT_NAME: "eu-de_x" }, {}, null, "eu-de_x"],
    [
      "the stack's name over the credential's id",
      { projectName: "eu-de_y" },
      { ...hw, HW_PROJECT_ID: "hw-p" },
      {},
      null,
      "eu-de_y",
    ],
    [
      "the argument over all",
      { projectId: "stack-p" },
      { ...hw, HW_PROJECT_ID: "hw-p" },
      { projectId: "arg-p" },
      "arg-p",
      null,
    ],
    ["none", {}, hw, {}, null, null],
  ];
  for (const [what, config, env, wanted, id, name] of projects) {
    it(`finds the project: ${what}`, () => {
      const first = plan({ region: "eu-de", ...config }, env, wanted);
      expect([first.projectId, first.projectName]).to.deep.equal([id, name]);
    });
  }

  it("leaves the stack's place out where the program names a cloud", () => {
    const files = {
      "/program/clouds.yaml": "clouds: { b: { region_name: cn-north-4, auth: { ak: YAK, sk: yaml-sk } } }",
    };
    const config = { region: "eu-de", projectId: "stack-p", endpoint: "https://stack.example" };
    const [wanted, source] = [{ cloud: "b" }, settings(config, hw, files)];
    const { name, endpoint, projectId, profile } = resolveConnection(wanted, source);
    const found = [name, endpoint, projectId, otherNames(wanted, source, profile)];
    expect(found).to.deep.equal(["clouds.yaml b (access key)", "https://apig.cn-north-4.myhuaweicloud.com", null, []]);
  });

  const faults: readonly [what: string, config: Texts, env: Texts, text: string][] = [
    [
      "no region",
      {},
      hw,
      "no region for the credential of HW_*: set it with pulumi config set apig:region ... (or apig:endpoint)",
    ],
    [
      "plain HTTP to another machine",
      { endpoint: "http://api.example" },
      hw,
      'stack config apig:endpoint must begin with https:// (plain http:// is allowed for this machine only), not "http://api.example"',
    ],
    [
      "plain HTTP to another IAM",
      { endpoint: "https://api.example" },
      { ...os, OS_AUTH_URL: "http://iam.example" },
      "OS_AUTH_URL must begin with https://",
    ],
    [
      "a password in an address",
      { endpoint: "https://me:pw-1@api.example" },
      hw,
      'must have no user, password, query or fragment, not "https://...@api.example"',
    ],
    [
      "a flag that is none",
      { endpoint: "https://api.example", insecure: "perhaps" },
      hw,
      'stack config apig:insecure must be true or false, not "perhaps"',
    ],
  ];
  for (const [what, config, env, text] of faults) {
    it(`refuses ${what}`, () => {
      const error = failureOf(() => plan(config, env));
      expect(error.code).to.equal("APIG_INVALID_SETTING");
      expect(error.message).to.include(text).and.not.include("pw-1");
    });
  }
  it("takes plain HTTP where it is allowed", () => {
    expect(plan({ endpoint: "http://api.example", allowHttp: "true" }, hw).transport.allowHttp).to.equal(true);
  });
  it("warns of a region where OTC does not publish the API, and goes on", () => {
    expect(plan({}, { ...hw, HW_REGION_NAME: "eu-nl" }).warnings[0]).to.include(
      "lists API Gateway in eu-de only, not in eu-nl",
    );
    expect(plan({}, { ...hw, HW_REGION_NAME: "eu-de" }).warnings).to.deep.equal([]);
  });
});
