import { expect } from "chai";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import { failureOf, settings } from "../settings";

const path = "/home/user/.hcloud/config.json";
const agency = { agencyName: "readers", agencyDomainName: "customer" };
const content = {
  current: "first",
  profiles: [
    { name: "first", mode: "AKSK", accessKeyId: "AK1", secretAccessKey: "SK1", region: "eu-de", projectId: "p1" },
    { name: "second", accessKeyId: "AK2", secretAccessKey: "SK2", securityToken: "ST2", region: "", ...agency },
    {
      name: "prod",
      mode: "AssumeRole",
      accessKeyId: "",
      region: "cn-north-4",
      projectId: "p3",
      ...agency,
      sourceProfile: "first",
    },
    {
      name: "partner",
      mode: "agency",
      agencyName: "readers",
      agencyDomainId: "id",
      sourceProfile: "first",
      region: "eu-de",
    },
    { name: "server", mode: "ecsAgency", accessKeyId: "AK4", region: "cn-north-4", projectId: "p4" },
    { name: "sso", mode: "SSO", ssoAuth: { stsToken: { accessKeyId: "AKSTS", secretAccessKey: "SKSTS" } } },
    { name: "oidc", mode: "OIDC", region: "eu-de" },
    { name: "half", mode: "AKSK", accessKeyId: "AK5", secretAccessKey: "" },
    { name: "empty" },
    { name: "lone", mode: "AssumeRole", ...agency },
    { name: "ring", mode: "AssumeRole", ...agency, sourceProfile: "ring" },
    { name: "chain", mode: "AssumeRole", ...agency, sourceProfile: "prod" },
    { name: "lost", mode: "AssumeRole", ...agency, sourceProfile: "nobody" },
    { name: "nameless", mode: "AssumeRole", agencyDomainName: "customer", sourceProfile: "first" },
    { name: "homeless", mode: "AssumeRole", agencyName: "readers", sourceProfile: "first" },
    { name: "hollow", mode: "AssumeRole", ...agency, sourceProfile: "empty" },
    { name: "cleft", mode: "AssumeRole", ...agency, sourceProfile: "half" },
    { name: "odd", mode: "AKSK", accessKeyId: ["secret-word"], secretAccessKey: "S" },
    { name: "number", mode: "AKSK", accessKeyId: "A", secretAccessKey: "S", projectId: 7 },
  ],
};
type Texts = Readonly<Record<string, string>>;
const named = { HW_SHARED_CONFIG_FILE: "~/.hcloud/config.json" };
/** Another account's key, which must never be used instead. */
const other = {
  OS_ACCESS_KEY: "OTHER",
  OS_SECRET_KEY: "other-account",
  OS_REGION_NAME: "eu-nl",
  OS_PROJECT_ID: "other",
};
const source = (env: Texts, text = JSON.stringify(content)) => settings({}, { ...other, ...env }, { [path]: text });
const first = (env: Texts) => resolveConnection({}, source(env));
const keys = (accessKey: string, secretKey: string, securityToken: string | null = null) => ({
  kind: "access key",
  accessKey,
  secretKey,
  securityToken,
});

describe("HW_SHARED_CONFIG_FILE and HW_PROFILE, beside OS_* of another account", () => {
  it("the file's current profile", () => {
    const { credential, endpoint, projectId } = first(named);
    expect(credential).to.deep.equal(keys("AK1", "SK1"));
    expect([endpoint, projectId]).to.deep.equal(["https://apig.eu-de.otc.t-systems.com", "p1"]);
  });

  it("the profile that HW_PROFILE names; HW_* add the place if it has none", () => {
    const { credential, endpoint, agency } = first({ ...named, HW_PROFILE: "second", HW_REGION_NAME: "cn-north-4" });
    expect(credential).to.deep.equal(keys("AK2", "SK2", "ST2"));
    expect(endpoint).to.equal("https://apig.cn-north-4.myhuaweicloud.com");
    expect(agency).to.deep.include({ name: "readers", domain: { name: "customer" } });
  });

  it("HW_PROFILE alone means a profile of KooCLI's own file", () => {
    expect(first({ HW_PROFILE: "first" }).profile.name).to.equal(`${path} first`);
    const nowhere = settings({}, { ...other, HW_PROFILE: "first" });
    expect(failureOf(() => resolveConnection({}, nowhere)).message).to.include(
      `HW_PROFILE names the profile "first", but ${path} cannot be read`,
    );
  });

  it("takes the place of keys in HW_*, as for the Terraform provider", () => {
    const env = {
      ...named,
      HW_ACCESS_KEY: "AK",
      HW_SECRET_KEY: "SK",
      HW_SECURITY_TOKEN: "ST",
      HW_REGION_NAME: "eu-nl",
    };
    const { credential, endpoint } = first(env);
    expect(credential).to.deep.equal(keys("AK1", "SK1"));
    expect(endpoint).to.equal("https://apig.eu-de.otc.t-systems.com");
  });

  it("a user in HW_* is no part of a profile", () => {
    const env = { ...named, HW_PROFILE: "server", HW_USER_NAME: "u", HW_USER_PASSWORD: "p", HW_DOMAIN_NAME: "d" };
    expect(first(env).credential).to.deep.equal({ kind: "server agency", address: "http://169.254.169.254" });
  });

  it("mode ecsAgency: the agency of the server", () => {
    const { credential, projectId, endpoint } = first({ ...named, HW_PROFILE: "server" });
    expect(credential).to.deep.equal({ kind: "server agency", address: "http://169.254.169.254" });
    expect([endpoint, projectId]).to.deep.equal(["https://apig.cn-north-4.myhuaweicloud.com", "p4"]);
  });

  it("mode AssumeRole: the keys of the source profile, and all else of the profile itself", () => {
    const { credential, agency, projectId, endpoint, name } = first({ ...named, HW_PROFILE: "prod" });
    expect(credential).to.deep.equal(keys("AK1", "SK1"));
    expect(agency).to.deep.include({ name: "readers", domain: { name: "customer" } });
    expect([endpoint, projectId]).to.deep.equal(["https://apig.cn-north-4.myhuaweicloud.com", "p3"]);
    expect(name).to.equal(`${path} prod (access key, as agency readers)`);
  });
  it("mode agency is the same, with id of that account", () => {
    const { credential, agency } = first({ ...named, HW_PROFILE: "partner" });
    expect(credential).to.deep.equal(keys("AK1", "SK1"));
    expect(agency).to.deep.include({ name: "readers", domain: { id: "id" } });
  });
  it("an account in HW_ASSUME_ROLE_* does not change the profile's agency", () => {
    const env = { ...named, HW_PROFILE: "prod", HW_ASSUME_ROLE_DOMAIN_ID: "x", HW_ASSUME_ROLE_AGENCY_NAME: "y" };
    expect(first(env).agency).to.deep.include({ name: "readers", domain: { name: "customer" } });
  });
  it("HW_ASSUME_ROLE_* are for a profile without an agency", () => {
    const env = { ...named, HW_ASSUME_ROLE_DOMAIN_NAME: "x", HW_ASSUME_ROLE_AGENCY_NAME: "y" };
    expect(first(env).agency).to.deep.include({ name: "y", domain: { name: "x" } });
  });
  it("an encrypted file matters to keys alone", () => {
    const text = JSON.stringify({ ...content, authEncrypt: "true" });
    const server = resolveConnection({}, source({ ...named, HW_PROFILE: "server" }, text));
    expect(server.credential.kind).to.equal("server agency");
  });

  const of = (profile: string): Texts => ({ ...named, HW_PROFILE: profile });
  const faults: readonly [what: string, env: Texts, text: string | undefined, told: string][] = [
    [
      "no such file",
      { HW_SHARED_CONFIG_FILE: "/nowhere" },
      undefined,
      'must be the path of a readable file, not "/nowhere"',
    ],
    ["not JSON", named, "{ secret-word", `${path} is not JSON`],
    [
      "no such profile",
      of("third"),
      undefined,
      `${path} has no profile "third", which HW_PROFILE names; it has first, `,
    ],
    [
      "a current profile that is not there",
      named,
      '{"current":"x","profiles":[]}',
      'which its "current" names; it has none',
    ],
    ["no current profile", named, '{"profiles":[{"name":"a"}]}', "no current profile: set HW_PROFILE; it has a"],
    ["no profiles", named, "{}", `${path}: profiles is missing, but must be a list`],
    ["a file that is a list", named, '["secret-word"]', `${path} is a list, but must be a mapping`],
    ["a file that is null", named, "null", `${path} is null, but must be a mapping`],
    ["profiles that are a mapping", named, '{"profiles":{"a":{}}}', "profiles is a mapping, but must be a list"],
    [
      "a profile that is a list",
      named,
      '{"current":"a","profiles":[["secret-word"]]}',
      "profiles[0] is a list, but must be a mapping",
    ],
    [
      "a name that is a number",
      named,
      '{"current":"7","profiles":[{"name":7}]}',
      "name of profiles[0] is a number, but must be a string",
    ],
    ["a key that is a list", of("odd"), undefined, `${path} odd: accessKeyId is a list, but must be a string`],
    [
      "a project that is a number",
      of("number"),
      undefined,
      `${path} number: projectId is a number, but must be a string`,
    ],
    [
      "encrypted",
      named,
      JSON.stringify({ ...content, authEncrypt: "true" }),
      "hcloud configure set --cli-auth-encrypt=false",
    ],
    [
      "half a key",
      of("half"),
      undefined,
      `${path} half: accessKeyId is set, but secretAccessKey of ${path} half is not`,
    ],
    ["an empty profile", of("empty"), undefined, `${path} empty has no accessKeyId and no secretAccessKey`],
    ["mode SSO", of("sso"), undefined, `${path} sso: mode is SSO, which is not supported`],
    ["mode OIDC", of("oidc"), undefined, `${path} oidc: mode is OIDC, which is not supported`],
    [
      "an agency without a source",
      of("lone"),
      undefined,
      `${path} lone: mode is AssumeRole, but the profile has no sourceProfile`,
    ],
    ["an agency without a name", of("nameless"), undefined, "mode is AssumeRole, but it has no agencyName"],
    ["an agency without an account", of("homeless"), undefined, "mode is AssumeRole, but it has no agencyDomainName"],
    ["a circle", of("ring"), undefined, `${path} ring: sourceProfile names the profile itself`],
    [
      "a chain",
      of("chain"),
      undefined,
      `${path} chain: sourceProfile is prod, whose mode is AssumeRole: name one that has keys`,
    ],
    [
      "a source that is not there",
      of("lost"),
      undefined,
      `has no profile "nobody", which ${path} lost: sourceProfile names`,
    ],
    ["a source without keys", of("hollow"), undefined, `${path} empty has no accessKeyId and no secretAccessKey`],
    [
      "a source with half a key",
      of("cleft"),
      undefined,
      `${path} half: accessKeyId is set, but secretAccessKey of ${path} half is not`,
    ],
  ];
  for (const [what, env, text, told] of faults) {
    it(what, () => {
      const { code, message } = failureOf(() => resolveConnection({}, source(env, text)));
      expect(message).to.include(told);
      expect(message).to.not.match(/secret-word|AK\d|SK\d|AKSTS|SKSTS/);
      expect(code).to.equal("APIG_INVALID_SETTING");
    });
  }
});
