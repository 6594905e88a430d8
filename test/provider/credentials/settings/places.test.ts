import { expect } from "chai";
import { resolveConnection, type Wanted } from "../../../../provider/credentials/resolve";
import { failureOf, settings } from "../settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk" };
const os = { OS_ACCESS_KEY: "OSAK", OS_SECRET_KEY: "os-sk" };
const open = (config: Texts, env: Texts, wanted: Wanted = {}, yaml = "") =>
  resolveConnection(wanted, settings(config, env, yaml ? { "/program/clouds.yaml": yaml } : {}));

describe("the settings of a place", () => {
  const noRegions = [
    "evil.test?",
    "evil.test\\",
    "evil.test/",
    "evil.test#",
    "a%",
    "a:1",
    "u@a",
    "eu-de.",
    "-a",
    "a b",
    "ä",
  ];
  for (const region of noRegions) {
    it(`no region: ${region}`, () => {
      const places: readonly [from: string, config: Texts, env: Texts, yaml?: string][] = [
        ["stack config apig:region", { region }, hw],
        ["HW_REGION_NAME", {}, { ...hw, HW_REGION_NAME: region }],
        ["OS_REGION_NAME", {}, { ...os, OS_REGION_NAME: region }],
        ["clouds.yaml a: region_name", {}, {}, `clouds: {a: {region_name: '${region}', auth: {ak: YAK, sk: yaml-sk}}}`],
        [
          "clouds.yaml a: region_name",
          {},
          {},
          `clouds: {a: {profile: otc, region_name: '${region}', auth: {ak: A, sk: S}}}`,
        ],
      ];
      for (const [from, config, env, yaml] of places) {
        const { code, message } = failureOf(() => open(config, env, {}, yaml));
        expect(code).to.equal("APIG_INVALID_SETTING");
        expect(message).to.equal(
          `${from} must be the name of a region such as eu-de (letters, digits and hyphens), not "${region}"`,
        );
      }
    });
    it(`no region that the program names for a vendor profile: ${region}`, () => {
      const wanted = { region, endpoint: "https://apig.eu-de.otc.t-systems.com" };
      const { message } = failureOf(() => open({}, {}, wanted, "clouds: {a: {profile: otc, auth: {ak: A, sk: S}}}"));
      expect(message).to.include("the requested region must be the name of a region").and.include(`"${region}"`);
    });
    it(`no domain of a cloud: ${region}`, () => {
      const { message } = failureOf(() => open({}, { ...hw, HW_REGION_NAME: "eu-de", HW_CLOUD: `.${region}` }));
      expect(message).to.include(`HW_CLOUD must be letters, digits, dots and hyphens, not ".${region}"`);
    });
  }

  const same: readonly [what: string, config: Texts, env: Texts, wanted: Wanted, yaml?: string][] = [
    ["stack config", { region: "EU-De" }, hw, {}],
    ["HW_*", {}, { ...hw, HW_REGION_NAME: "EU-DE" }, {}],
    ["HW_CLOUD too", {}, { ...hw, HW_REGION_NAME: "Eu-de", HW_CLOUD: "OTC.t-systems.COM" }, {}],
    ["the argument", {}, { ...hw, HW_REGION_NAME: "eu-nl" }, { region: "EU-DE" }],
    ["clouds.yaml", {}, {}, {}, "clouds: {a: {region_name: EU-DE, auth: {ak: YAK, sk: yaml-sk}}}"],
  ];
  for (const [what, config, env, wanted, yaml] of same) {
    it(`a region in any case: ${what}`, () => {
      const { endpoint, iam, defaultProject } = open(config, env, wanted, yaml);
      expect([endpoint, defaultProject]).to.deep.equal(["https://apig.eu-de.otc.t-systems.com", "eu-de"]);
      expect(iam).to.match(/^https:\/\/iam\.eu-(de|nl)\.otc\.t-systems\.com\/v3$/);
    });
  }

  it("a region with a sub-project: the region's addresses, the project's name as it is written", () => {
    for (const wanted of [{}, { region: "EU-DE_Team" }]) {
      expect(open({}, { ...hw, HW_REGION_NAME: "eu-de_Team" }, wanted)).to.include({
        endpoint: "https://apig.eu-de.otc.t-systems.com",
        iam: "https://iam.eu-de.otc.t-systems.com/v3",
        defaultProject: "eu-de_Team",
      });
    }
  });

  const quoted: readonly [field: string, value: string, shown: boolean][] = [
    ["HW_USER_NAME", '"u"', true],
    ["HW_DOMAIN_NAME", "'D'", true],
    ["HW_PROJECT_NAME", '"p"', true],
    ["HW_REGION_NAME", '"eu-de"', true],
    ["HW_AUTH_URL", '"https://iam.eu-de.otc.t-systems.com/v3"', true],
    ["HW_SECRET_KEY", '"hw-sk"', false],
    ["HW_AUTH_TOKEN", '"hw-sk"', false],
  ];
  for (const [variable, value, shown] of quoted) {
    it(`quotes left around ${variable}`, () => {
      const { message } = failureOf(() => open({}, { HW_REGION_NAME: "eu-de", ...hw, [variable]: value }));
      expect(message).to.equal(`${variable} must not have quotes around it${shown ? `, not ${value}` : ""}`);
    });
  }
});
