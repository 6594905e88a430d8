import { expect } from "chai";
import { demo, startEmulator } from "../../../emulator";
import { otherNames, resolveConnection } from "../../../provider/credentials/resolve";
import { openConnection, poll, worldOf } from "./emulated";
import { failureOf, settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const sdk = { HUAWEICLOUD_SDK_AK: "OTHER", HUAWEICLOUD_SDK_SK: "other-account" };
const os = { OS_ACCESS_KEY: "OTHER", OS_SECRET_KEY: "other-account" };
const file = "/etc/clouds/it.yaml";
const pathOf = { OS_CLIENT_CONFIG_FILE: file };

describe("what names another identity is never passed over", () => {
  const rows: readonly [what: string, env: Texts, files: Texts, text: string][] = [
    [
      "OS_CLOUD that means OS_*, which are not set",
      { ...sdk, OS_CLOUD: "envvars" },
      {},
      "OS_CLOUD is envvars, which selects the variables OS_*",
    ],
    ["a clouds.yaml without an entry", { ...sdk, ...pathOf }, { [file]: "clouds: {}" }, `${file}, which has no entry`],
    [
      "a clouds.yaml with two entries",
      { ...sdk, ...pathOf },
      { [file]: "clouds: { a: {}, b: {} }" },
      "which has a, b: select one with OS_CLOUD",
    ],
    [
      "a clouds.yaml whose entry has no login",
      { ...sdk, ...pathOf },
      { [file]: "clouds: { a: { profile: otc } }" },
      "the entry a of clouds.yaml has no token",
    ],
    [
      "a secure.yaml without an entry",
      { ...sdk, OS_CLIENT_SECURE_FILE: file },
      { [file]: "clouds: {}" },
      "OS_CLIENT_SECURE_FILE names",
    ],
    [
      "an identity provider in HW_*",
      { ...os, HW_ASSUME_ROLE_IDP_ID: "x" },
      {},
      "HW_ASSUME_ROLE_IDP_ID is not supported",
    ],
    [
      "an identity provider in the SDK's variables",
      { ...os, HUAWEICLOUD_SDK_IDP_ID: "x", HUAWEICLOUD_SDK_ID_TOKEN_FILE: "/t" },
      {},
      "HUAWEICLOUD_SDK_IDP_ID is not supported: a login with an identity provider's token is not possible",
    ],
    [
      "its token alone",
      { ...os, ...sdk, HUAWEICLOUD_SDK_ID_TOKEN_FILE: "/t" },
      {},
      "HUAWEICLOUD_SDK_ID_TOKEN_FILE is not supported",
    ],
    [
      "OpenID Connect in the SDK's variables",
      { ...os, HUAWEICLOUD_OIDC_AGENCY_URN: "x" },
      {},
      "HUAWEICLOUD_OIDC_AGENCY_URN is not supported",
    ],
  ];
  for (const [what, env, files, text] of rows) {
    it(what, () => {
      const { message } = failureOf(() => resolveConnection({}, settings({ region: "eu-de" }, env, files)));
      expect(message).to.include(text);
    });
  }

  it("an agency by OpenID Connect beside a credential of the stack config", () => {
    const keys = { region: "eu-de", accessKey: "A", secretKey: "S" };
    const { message } = failureOf(() => resolveConnection({}, settings(keys, { HW_ASSUME_ROLE_ID_TOKEN: "secret" })));
    expect(message).to.include("HW_ASSUME_ROLE_ID_TOKEN sets an agency").and.not.include(": secret");
  });
  it("the SDK's keys come last where nothing names a file", () => {
    const source = settings({ endpoint: "https://api.example" }, { ...sdk, ...os });
    const { profile } = resolveConnection({}, source);
    expect([profile.name, otherNames({}, source, profile)]).to.deep.equal(["OS_*", ["HUAWEICLOUD_SDK_* (access key)"]]);
  });
});

describe("profiles of KooCLI against a cloud", () => {
  const path = "/home/user/.hcloud/config.json";
  const { agency } = demo;
  const config = {
    profiles: [
      { name: "server", mode: "ecsAgency", region: "eu-de", projectId: demo.projectId },
      {
        name: "prod",
        mode: "AssumeRole",
        region: "eu-de",
        projectId: agency.projectId,
        agencyName: agency.name,
        agencyDomainName: agency.domainName,
        sourceProfile: "base",
      },
      {
        name: "base",
        mode: "AKSK",
        accessKeyId: demo.accessKey,
        secretAccessKey: demo.secretKey,
        region: "cn-north-4",
      },
    ],
  };
  for (const [name, projectId] of [
    ["server", demo.projectId],
    ["prod", agency.projectId],
  ] as const) {
    it(`are used: ${name}`, async () => {
      const cloud = await startEmulator();
      cloud.setGateway(`${projectId}/gw`, "success");
      const env = { ...os, HW_PROFILE: name, HW_AUTH_URL: cloud.url, APIG_METADATA_ADDRESS: cloud.url };
      const source = settings({ endpoint: cloud.endpoint }, env, { [path]: JSON.stringify(config) });
      const connection = await openConnection({}, source, worldOf());
      expect((await poll(connection)).status).to.equal(200);
      expect(connection.projectId).to.equal(projectId);
      await cloud.close();
    });
  }
});
