import { expect } from "chai";
import { findCredential, otherCredentials } from "../../../provider/credentials/sources";
import { failureOf, settings } from "./settings";

type Texts = Readonly<Record<string, string>>;

const cloudsYaml = `
clouds:
  otc:
    profile: otc
    region_name: eu-de
    auth: { username: yaml-user, password: yaml-password, user_domain_name: OTC-1, project_name: eu-de }
  keys:
    auth: { auth_url: "https://iam.cn-north-4.myhuaweicloud.com/v3", ak: YAMLAK, sk: yaml-sk }
`;
const files = { "/home/user/.config/openstack/clouds.yaml": cloudsYaml };
const oneEntry = { "/etc/openstack/clouds.yml": "clouds: { only: { auth: { token: only-token } } }" };
const config = { accessKey: "CONFAK", secretKey: "conf-sk" };
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };
const sdk = { HUAWEICLOUD_SDK_AK: "SDKAK", HUAWEICLOUD_SDK_SK: "sdk-sk" };

describe("findCredential", () => {
  const table: readonly [what: string, config: Texts, env: Texts, files: Texts, origins: readonly string[]][] = [
    [
      "everything: stack config, HW_*, OS_*, SDK",
      config,
      { ...hw, ...os, ...sdk },
      {},
      ["stack config", "HW_*", "OS_*", "HUAWEICLOUD_SDK_*"],
    ],
    ["OS_CLOUD makes every other OS_* be ignored", {}, { ...os, OS_CLOUD: "otc" }, files, ["clouds.yaml otc"]],
    ["HW_* before OS_CLOUD", {}, { ...hw, OS_CLOUD: "otc" }, files, ["HW_*", "clouds.yaml otc"]],
    ["apig:cloud before HW_*", { cloud: "keys" }, hw, files, ["clouds.yaml keys", "HW_*"]],
    [
      "stack config's own credential before apig:cloud",
      { ...config, cloud: "keys" },
      {},
      files,
      ["stack config", "clouds.yaml keys"],
    ],
    ["the only entry of clouds.yaml, after OS_*", {}, os, oneEntry, ["OS_*", "clouds.yaml only"]],
    ["two entries and no name: none is meant", {}, sdk, files, ["HUAWEICLOUD_SDK_*"]],
    ["a half in a second choice is no error", {}, { ...hw, OS_ACCESS_KEY: "x" }, {}, ["HW_*"]],
    ["the kind of a login alone is no credential", { authType: "token" }, hw, {}, ["HW_*"]],
    ["a broken second choice is no error", {}, { ...hw, OS_TOKEN: "two words" }, {}, ["HW_*"]],
    ["an empty variable is not set", { authToken: " " }, { HW_AUTH_TOKEN: "", ...sdk }, {}, ["HUAWEICLOUD_SDK_*"]],
    ["the server's agency only where it is asked for", { ecsAgency: "true" }, {}, {}, ["stack config"]],
  ];
  for (const [what, stack, env, there, origins] of table) {
    it(what, () => {
      const source = settings(stack, env, there);
      const found = findCredential(source, {});
      const others = otherCredentials(source, {}, found);
      expect([found, ...others].map(({ name }) => name)).to.deep.equal(origins);
    });
  }

  it("takes the named entry alone when the program names a cloud", () => {
    const source = settings(config, { ...hw, OS_CLOUD: "otc" }, files);
    const found = findCredential(source, { cloud: "keys" });
    expect(
      [found, ...otherCredentials(source, { cloud: "keys" }, found)].map(({ credential }) => credential),
    ).to.deep.equal([{ kind: "access key", accessKey: "YAMLAK", secretKey: "yaml-sk", securityToken: null }]);
  });

  const kinds: readonly [what: string, env: Texts, credential: object][] = [
    ["token before access key", { ...hw, HW_AUTH_TOKEN: "t0ken" }, { kind: "token", token: "t0ken" }],
    [
      "access key before password",
      { ...os, OS_ACCESS_KEY: "AK", OS_SECRET_KEY: "sk" },
      { kind: "access key", accessKey: "AK", secretKey: "sk", securityToken: null },
    ],
    [
      "a temporary access key",
      { ...hw, HW_SECURITY_TOKEN: "st" },
      { kind: "access key", accessKey: "HWAK", secretKey: "hw-sk", securityToken: "st" },
    ],
    [
      "space around a key is a slip",
      { HW_ACCESS_KEY: " AK ", HW_SECRET_KEY: "sk\n" },
      { kind: "access key", accessKey: "AK", secretKey: "sk", securityToken: null },
    ],
    [
      "OpenStack's name of the token before the other",
      { OS_TOKEN: "one", OS_AUTH_TOKEN: "two" },
      { kind: "token", token: "one" },
    ],
    [
      "a password with user id needs no account",
      { HW_USER_ID: "id", HW_USER_NAME: "n", HW_USER_PASSWORD: "pw" },
      { kind: "password", user: { id: "id" }, password: "pw" },
    ],
    [
      "a password with the account's id",
      { OS_USERNAME: "n", OS_PASSWORD: "pw", OS_DOMAIN_ID: "did", OS_DOMAIN_NAME: "dn" },
      { kind: "password", user: { name: "n", domain: { id: "did" } }, password: "pw" },
    ],
    [
      "the user's domain before the project's",
      { ...os, OS_PROJECT_DOMAIN_NAME: "other" },
      { kind: "password", user: { name: "u", domain: { name: "d" } }, password: "p-word" },
    ],
  ];
  for (const [what, env, credential] of kinds) {
    it(what, () => expect(findCredential(settings({}, env), {}).credential).to.deep.equal(credential));
  }

  const faults: readonly [what: string, config: Texts, env: Texts, code: string, text: string][] = [
    ["nothing", {}, {}, "APIG_NO_CREDENTIALS", "no credential"],
    [
      "access key without secret key",
      {},
      { HW_ACCESS_KEY: "AK-1", OS_SECRET_KEY: "sk-1" },
      "APIG_INVALID_SETTING",
      "HW_ACCESS_KEY is set, but HW_SECRET_KEY is not",
    ],
    [
      "secret key without access key",
      { secretKey: "sk-1" },
      {},
      "APIG_INVALID_SETTING",
      "stack config apig:secretKey is set, but apig:accessKey is not",
    ],
    [
      "security token alone",
      {},
      { OS_SECURITY_TOKEN: "st-1" },
      "APIG_INVALID_SETTING",
      "OS_SECURITY_TOKEN is set, but OS_ACCESS_KEY or OS_ACCESS_KEY_ID or OS_AK and OS_SECRET_KEY or OS_SK are not",
    ],
    [
      "user without password",
      {},
      { OS_USERNAME: "u" },
      "APIG_INVALID_SETTING",
      "OS_USERNAME is set, but OS_PASSWORD is not",
    ],
    [
      "password without user",
      {},
      { HW_USER_PASSWORD: "pw-1" },
      "APIG_INVALID_SETTING",
      "HW_USER_PASSWORD is set, but HW_USER_NAME and HW_DOMAIN_NAME are not",
    ],
    [
      "password and account without user",
      {},
      { HW_USER_PASSWORD: "pw-1", HW_DOMAIN_ID: "d" },
      "APIG_INVALID_SETTING",
      "HW_USER_PASSWORD is set, but HW_USER_NAME is not; set both",
    ],
    [
      "user name without account",
      {},
      { HW_USER_NAME: "u", HW_USER_PASSWORD: "pw-1" },
      "APIG_INVALID_SETTING",
      "but HW_DOMAIN_NAME is not (the account's name",
    ],
    ["a half before a whole", {}, { HW_ACCESS_KEY: "AK-1", ...os }, "APIG_INVALID_SETTING", "HW_ACCESS_KEY"],
    [
      "a token that is no header",
      {},
      { HW_AUTH_TOKEN: "sk-1 two" },
      "APIG_INVALID_SETTING",
      "HW_AUTH_TOKEN must be one line",
    ],
    [
      "a region that is no name",
      {},
      { ...hw, HW_REGION_NAME: "eu de", HW_PROJECT_ID: "a/b" },
      "APIG_INVALID_SETTING",
      'HW_PROJECT_ID must be 1 to 64 letters, digits, hyphens or underscores, not "a/b"; HW_REGION_NAME must be the name of a region such as eu-de (letters, digits and hyphens), not "eu de"',
    ],
    [
      "a cloud that no file has",
      {},
      { OS_CLOUD: "no" },
      "APIG_INVALID_SETTING",
      'OS_CLOUD names the cloud "no", but /home/user/.config/openstack/clouds.yaml has otc, keys',
    ],
  ];
  for (const [what, stack, env, code, text] of faults) {
    it(`refuses ${what}, and shows no secret`, () => {
      const error = failureOf(() => findCredential(settings(stack, env, "OS_CLOUD" in env ? files : {}), {}));
      expect(error.code).to.equal(code);
      expect(error.message).to.include(text);
      expect(error.message).to.not.match(/AK-1|sk-1|st-1|pw-1/);
    });
  }
});
