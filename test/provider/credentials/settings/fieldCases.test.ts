import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import { failureOf, settings } from "../settings";

/** Files as people have them: test/fixtures/clouds/ says in each what is right. */
const text = (file: string) => readFileSync(join(__dirname, "../../../fixtures/clouds", `${file}.yaml`), "utf8");
const open = (file: string, OS_CLOUD: string, region?: string) =>
  resolveConnection(region ? { region } : {}, settings({}, { OS_CLOUD }, { "/program/clouds.yaml": text(file) }));

const account = "OTC-EU-DE-00000000001000000001";
const login = (name: string, domain: object, password: string) => ({
  kind: "password",
  user: { name, domain },
  password,
});
const D = { name: "D" };
const rows: readonly [file: string, entry: string, credential: object, endpoint: string, project: string][] = [
  ["merge-keys", "otc-dev", login("someone", { name: account }, "not-a-real-one"), "eu-de", "eu-de_dev"],
  ["merge-keys", "otc-prod", login("someone", { name: account }, "not-a-real-one"), "eu-de", "eu-de_prod"],
  ["keys-for-storage", "otc", login("someone", { name: account }, "not-a-real-one"), "eu-de", "eu-de_project"],
  ["regions", "list", login("u", D, "pw-word"), "eu-nl", "eu-nl"],
  ["regions", "values", login("u", D, "pw-word"), "eu-de", "eu-de_team"],
  ["regions", "noregion", login("u", D, "pw-word"), "eu-de", "eu-de"],
  ["scalars", "exponent", login("u", D, "7391e02"), "eu-de", "eu-de"],
  [
    "scalars",
    "zeros",
    login("u", { id: "12345678901234567890123456789012" }, "00123456"),
    "eu-de",
    "1234567890123e456789012345678901",
  ],
  ["scalars", "long", login("u", D, "12345678901234567890"), "eu-de", "eu-de"],
  ["scalars", "decimal", login("14975922", D, "1.10"), "eu-de", "12345678901234567890123456789012"],
];

describe("files from the field", () => {
  for (const [file, entry, credential, region, project] of rows) {
    it(`${file}: ${entry}`, () => {
      const first = open(file, entry);
      expect(first.credential).to.deep.equal(credential);
      expect(first.endpoint).to.equal(`https://apig.${region}.otc.t-systems.com`);
      expect(first.iam).to.equal(`https://iam.${region}.otc.t-systems.com/v3`);
      expect(first.projectId ?? first.projectName).to.equal(project);
    });
  }
  it("regions: values of the region that the program asks for", () => {
    expect(open("regions", "values", "eu-nl")).to.include({
      projectName: "eu-nl_team",
      endpoint: "https://apig.eu-nl.otc.t-systems.com",
      iam: "https://iam.eu-nl.otc.t-systems.com/v3",
    });
  });
  it("federated: refused before any request, naming auth_type and what is supported", () => {
    const { code, message } = failureOf(() => open("federated", "oidc"));
    expect(code).to.equal("APIG_INVALID_SETTING");
    expect(message).to.include(
      'clouds.yaml oidc: auth_type must be password, token, v3password, v3token or aksk, not "v3oidcpassword"',
    );
    expect(message).to.not.include("corporate-sso-password");
  });
});
