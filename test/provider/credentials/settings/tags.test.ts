import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import { failureOf, settings } from "../settings";

const file = readFileSync(join(__dirname, "../../../fixtures/clouds/tags.yaml"), "utf8");
const open = (cloud: string, yaml = file) =>
  resolveConnection({ cloud }, settings({}, {}, { "/program/clouds.yaml": yaml }));

describe("a value of clouds.yaml with a tag of another program", () => {
  const tags: [entry: string, tag: string][] = [
    ["vault", "!vault"],
    ["secret", "!secret"],
    ["env", "!ENV"],
  ];
  for (const [entry, tag] of tags) {
    it(`${tag}: an error that names entry, key and tag, and not what stands behind it`, () => {
      const { code, message } = failureOf(() => open(entry));
      expect(code).to.equal("APIG_INVALID_SETTING");
      expect(message).to.include(`clouds.yaml ${entry}: auth.password has the tag ${tag}, `);
      expect(message).not.to.match(/ANSIBLE|6638|otc_password|OTC_PASSWORD/);
    });
  }

  it("also on a whole mapping, and in another place of the entry", () => {
    const login = "username: u, password: p, user_domain_name: D";
    expect(failureOf(() => open("a", "clouds: { a: { auth: !include { file: x } } }")).message).to.include(
      "a: auth has the tag !include",
    );
    const regions = `clouds: { a: { auth: { ${login} }, regions: [{ name: r, values: !x {} }] } }`;
    expect(failureOf(() => open("a", regions)).message).to.include("regions.0.values has the tag !x");
  });

  it("another entry's tag is no matter", () => {
    const mixed = file.replace(
      "clouds:\n",
      "clouds:\n  plain: { profile: otc, region_name: eu-de, auth: { token: t, project_id: p } }\n",
    );
    expect(open("plain", mixed).credential).to.deep.equal({ kind: "token", token: "t" });
  });

  it("an entry that holds itself comes to an end", () => {
    const circular =
      "clouds: { a: &a { self: *a, region_name: eu-de, profile: otc, auth: { token: t, project_id: p } } }";
    expect(open("a", circular).credential).to.deep.equal({ kind: "token", token: "t" });
  });

  it("!!binary is decoded; YAML's own tags change nothing", () => {
    expect(open("binary").credential).to.include({ password: "p" });
    const tagged = file.replace("!!binary cA==", "!!str 0123");
    expect(open("binary", tagged).credential).to.include({ password: "0123" });
  });
});
