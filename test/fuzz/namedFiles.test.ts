import { expect } from "chai";
import fc from "fast-check";
import { resolveConnection } from "../../provider/credentials/resolve";
import { ApigError } from "../../provider/errors";
import { settings } from "../provider/credentials/settings";
import { expectHarmless } from "../provider/helpers/harmless";
import { hostileText, secret, secretMark } from "./arbitraries";
import { inTime, parameters } from "./parameters";

const path = "/home/user/named";
/** Another account's keys: whole, valid, and never what the file means. */
const other = {
  OS_ACCESS_KEY: "OTHER",
  OS_SECRET_KEY: "other-account",
  OS_REGION_NAME: "eu-de",
  HUAWEICLOUD_SDK_AK: "OTHER",
  HUAWEICLOUD_SDK_SK: "other-account",
};

/** The file's own credential, or an error of ours without a secret. Tells whether there was one. */
async function hasOwn(variables: Readonly<Record<string, string>>, text: string): Promise<boolean> {
  const source = settings({ region: "eu-de" }, variables, { [path]: text });
  try {
    const { credential, name, profile } = await inTime(() => resolveConnection({}, source));
    expect(profile.name).to.match(/^(\/home\/user\/named|clouds\.yaml) /);
    expect(JSON.stringify(credential)).to.not.include("OTHER").and.not.include("other-account");
    expectHarmless(name);
    return true;
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    expectHarmless(error.message, [secretMark]);
    return false;
  }
}

const mode = fc.constantFrom("", "AKSK", "ecsAgency", "AssumeRole", "agency", "SSO", "OIDC", "constructor");
const profileName = fc.constantFrom("a", "b", "__proto__", "");
const word = fc.oneof(fc.constantFrom("", "eu-de", "p"), hostileText);
const kooProfile = fc.record(
  {
    name: profileName,
    mode,
    accessKeyId: secret,
    secretAccessKey: secret,
    securityToken: secret,
    region: word,
    projectId: word,
    agencyName: word,
    agencyDomainName: word,
    agencyDomainId: word,
    sourceProfile: profileName,
  },
  { requiredKeys: [] },
);
/** The same with any value at any place. */
const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), hostileText);
const hidden = fc.oneof(secret, fc.array(secret), fc.record({ a: secret }), fc.jsonValue({ maxDepth: 1 }));
const broken = fc
  .tuple(
    kooProfile,
    fc.dictionary(fc.constantFrom("name", "mode", "agencyName", "region", "sourceProfile", "ssoAuth"), anything),
    fc.dictionary(fc.constantFrom("accessKeyId", "secretAccessKey", "securityToken"), hidden),
  )
  .map((parts) => Object.assign({}, ...parts));
const kooFile = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record(
        {
          current: fc.oneof(profileName, anything),
          authEncrypt: fc.constantFrom("false", "true", false, true, null),
          profiles: fc.oneof(
            { weight: 5, arbitrary: fc.array(fc.oneof(kooProfile, broken), { maxLength: 4 }) },
            fc.array(anything, { maxLength: 3 }),
            anything,
          ),
        },
        { requiredKeys: ["profiles"] },
      )
      .map((content) => JSON.stringify(content)),
  },
  anything.map((content) => JSON.stringify(content)),
  hostileText,
);

const separator = fc.constantFrom("=", " = ", ":", "");
const iniLine = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("[basic]", "[DEFAULT]", "[global]", "[__proto__]", "[", "; x", "") },
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom("ak", "SK", "security_token"), separator, secret) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("project_id", "iam_endpoint", "__proto__"), separator, word) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom("idp_id", "id_token_file"), separator, word) },
  hostileText,
);
const iniFile = fc
  .tuple(
    fc.constantFrom("", "\ufeff", "[basic]\n"),
    fc.array(iniLine, { maxLength: 7 }),
    fc.constantFrom("\n", "\r\n", "\r"),
  )
  .map(([head, lines, end]) => head + lines.map((line) => (typeof line === "string" ? line : line.join(""))).join(end));

const yamlFile = fc
  .dictionary(
    fc.constantFrom("a", "b", "__proto__"),
    fc.oneof(
      fc.record(
        { profile: word, region_name: word, auth: fc.record({ ak: secret, sk: secret, project_id: word }) },
        { requiredKeys: ["auth"] },
      ),
      anything,
    ),
    { maxKeys: 2 },
  )
  .map((clouds) => JSON.stringify({ clouds }));

describe("fuzz: files that a variable names, beside another account's variables", () => {
  const { HUAWEICLOUD_SDK_AK: _ak, HUAWEICLOUD_SDK_SK: _sk, ...os } = other;
  const { OS_ACCESS_KEY: _key, OS_SECRET_KEY: _secret, OS_REGION_NAME: _region, ...sdk } = other;
  const files: readonly [what: string, file: fc.Arbitrary<string>, variables: Readonly<Record<string, string>>][] = [
    ["KooCLI's config.json", kooFile, { ...other, HW_SHARED_CONFIG_FILE: path }],
    ["a profile of it", kooFile, { ...other, HW_SHARED_CONFIG_FILE: path, HW_PROFILE: "a" }],
    ["the SDK's file of credentials", iniFile, { ...os, HUAWEICLOUD_SDK_CREDENTIALS_FILE: path }],
    ["clouds.yaml", yamlFile, { ...sdk, OS_CLIENT_CONFIG_FILE: path }],
    ["an entry of it", yamlFile, { ...other, OS_CLIENT_CONFIG_FILE: path, OS_CLOUD: "a" }],
  ];
  for (const [what, file, variables] of files) {
    it(`${what}: its own credential, or an error of ours without secrets`, async () => {
      let used = 0;
      await fc.assert(
        fc.asyncProperty(file, async (text) => {
          if (await hasOwn(variables, text)) used += 1;
        }),
        parameters,
      );
      // Else the inputs were all broken, and the test could not fail.
      expect(used).to.be.above(0);
    });
  }
});
