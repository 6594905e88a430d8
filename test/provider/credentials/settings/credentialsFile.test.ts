import { expect } from "chai";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import recorded from "../../../fixtures/credentialsFile.json";
import { failureOf, settings } from "../settings";

type Texts = Readonly<Record<string, string>>;
interface Row {
  readonly name: string;
  readonly file: string;
  readonly env: Texts;
  /** What Huawei's SDK logs in with; with an `error` or a `login` of another kind it has no key. */
  readonly sdk: Texts;
  /** Where we differ on purpose: why, and what we answer instead. */
  readonly differs?: { readonly why: string; readonly answer?: Texts; readonly error?: string };
}
const rows = recorded.rows as unknown as readonly Row[];
const path = "/home/user/sdk/credentials";
const named = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: path };
const other = { OS_ACCESS_KEY: "OTHER", OS_SECRET_KEY: "other-account", OS_PROJECT_ID: "other" };
const open = (file: string, env: Texts = {}, config: Texts = {}) =>
  resolveConnection({}, settings({ region: "cn-north-4", ...config }, { ...named, ...env }, { [path]: file }));

function ours({ file, env }: Row): Texts {
  const { profile, credential } = open(file, { ...other, ...env });
  const { projectId, authUrl } = profile.values;
  if (credential.kind !== "access key") return { kind: credential.kind };
  const { accessKey, secretKey, securityToken } = credential;
  return {
    ak: accessKey,
    sk: secretKey,
    ...(securityToken && { security_token: securityToken }),
    ...(projectId && { project_id: projectId.value }),
    ...(authUrl && { iam_endpoint: authUrl.value.replace(/\/v3$/, "") }),
  };
}

describe("HUAWEICLOUD_SDK_CREDENTIALS_FILE, as Huawei's SDK reads it, beside OS_* of another account", () => {
  for (const row of rows) {
    const { sdk, differs } = row;
    const hasKey = differs === undefined ? "ak" in sdk : differs.answer !== undefined;
    it(`${row.name}${differs ? ` (not as there: ${differs.why})` : ""}`, () => {
      if (hasKey) {
        expect(ours(row)).to.deep.equal(differs?.answer ?? sdk);
        return;
      }
      const { code, message } = failureOf(() => open(row.file, { ...other, ...row.env }));
      expect(code).to.equal("APIG_INVALID_SETTING");
      expect(message).to.include(differs?.error ?? path);
    });
  }

  it("names the file where nothing can read it", () => {
    const env = { ...other, HUAWEICLOUD_SDK_CREDENTIALS_FILE: "~/nowhere" };
    expect(failureOf(() => open("", env)).message).to.equal(
      'HUAWEICLOUD_SDK_CREDENTIALS_FILE must be the path of a readable file, not "~/nowhere"',
    );
  });
  it("is found in the home and in the program's folder", () => {
    const text = "[basic]\nak = A\nsk = S\n";
    for (const [written, there] of [
      ["~/credentials", "/home/user/credentials"],
      ["credentials", "/program/credentials"],
    ] as const) {
      const source = settings({ region: "eu-de" }, { HUAWEICLOUD_SDK_CREDENTIALS_FILE: written }, { [there]: text });
      expect(resolveConnection({}, source).name).to.equal(`${there} [basic] (access key)`);
    }
  });
  it("tells a half in the file's own words, and shows no secret", () => {
    const { message } = failureOf(() => open("[basic]\nsk = secret-word\n", other));
    expect(message).to.equal(
      `incomplete credential: ${path} [basic]: sk is set, but ak of ${path} [basic] is not; set both in one place, or neither`,
    );
  });
  it("shows nothing of a file that is no INI file", () => {
    const { message } = failureOf(() => open("[basic]\nsecret-word\n", other));
    expect(message).to.equal(`${path} is not an INI file: line 2 is not "key = value"`);
  });
  it("comes behind HW_* and the stack config, which are whole", () => {
    const keys = { HW_ACCESS_KEY: "HW", HW_SECRET_KEY: "hw" };
    expect(open("", keys).profile.name).to.equal("HW_*");
    expect(open("", {}, { accessKey: "A", secretKey: "S" }).profile.name).to.equal("stack config");
  });
  it("is not read without the variable, not even from the SDK's own folder", () => {
    const files = { "/home/user/.huaweicloud/credentials": "[basic]\nak = A\nsk = S\n" };
    expect(failureOf(() => resolveConnection({}, settings({ region: "eu-de" }, {}, files))).code).to.equal(
      "APIG_NO_CREDENTIALS",
    );
  });
});
