import { expect } from "chai";
import { credentialOf } from "../../../../provider/credentials/credential";
import { readClouds } from "../../../../provider/credentials/settings/cloudsYaml";
import { failureOf, settings } from "../settings";

type Texts = Readonly<Record<string, string>>;
const clouds = (files: Texts, env: Texts = {}) => readClouds(settings({}, env, files));
const valuesOf = (yaml: string, name = "a") => {
  const { values } = clouds({ "/program/clouds.yaml": yaml }).entry(name, "OS_CLOUD");
  return Object.fromEntries(Object.entries(values).map(([field, { value }]) => [field, value]));
};

describe("clouds.yaml", () => {
  const home = "/home/user/.config/openstack";
  const files: readonly [what: string, files: Texts, env: Texts, token: string][] = [
    [
      "OS_CLIENT_CONFIG_FILE first",
      { "/x.yaml": "1", "/program/clouds.yaml": "2" },
      { OS_CLIENT_CONFIG_FILE: "/x.yaml" },
      "token-1",
    ],
    [
      "the program's folder before the home",
      { "/program/clouds.yml": "1", [`${home}/clouds.yaml`]: "2" },
      {},
      "token-1",
    ],
    ["the home before /etc", { [`${home}/clouds.json`]: "1", "/etc/openstack/clouds.yaml": "2" }, {}, "token-1"],
    ["secure.yaml over clouds.yaml", { "/program/clouds.yaml": "1", "/etc/openstack/secure.yaml": "2" }, {}, "token-2"],
  ];
  for (const [what, texts, env, token] of files) {
    it(`is found: ${what}`, () => {
      const yaml = Object.entries(texts).map(([path, n]) => [
        path,
        `{"clouds": {"a": {"auth": {"token": "token-${n}"}}}}`,
      ]);
      expect(clouds(Object.fromEntries(yaml), env).entry("a", "OS_CLOUD").values.authToken?.value).to.equal(token);
    });
  }

  it("completes an entry from secure.yaml, key by key", () => {
    const { values } = clouds({
      "/program/clouds.yaml": "clouds: { a: { region_name: eu-de, auth: { username: u } } }",
      "/program/secure.yaml": "clouds: { a: { auth: { password: p-word } } }",
    }).entry("a", "OS_CLOUD");
    expect(values).to.deep.equal({
      userName: { value: "u", from: "clouds.yaml a: auth.username", place: "auth.username" },
      password: { value: "p-word", from: "clouds.yaml a: auth.password", place: "auth.password" },
      region: { value: "eu-de", from: "clouds.yaml a: region_name" },
    });
  });

  it("an entry's name changes nothing of what its account means", () => {
    const auth = "{ username: u, password: p, user_domain_id: own, user_domain_name: other }";
    const name = "project_domain";
    const profile = clouds({ "/program/clouds.yaml": `clouds: { ${name}: { profile: otc, auth: ${auth} } }` });
    expect(credentialOf(profile.entry(name, "OS_CLOUD"), settings())).to.deep.include({
      user: { name: "u", domain: { id: "own" } },
    });
  });

  const entries: readonly [what: string, yaml: string, values: Texts][] = [
    [
      "vendor profile otc",
      "{profile: otc, region_name: eu-nl}",
      { region: "eu-nl", authUrl: "https://iam.eu-nl.otc.t-systems.com/v3" },
    ],
    [
      "vendor profile under its old name",
      "{cloud: otc-swiss}",
      { region: "eu-ch2", authUrl: "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3" },
    ],
    [
      "an own auth_url before the profile's",
      "{profile: otc, auth: {auth_url: 'https://iam.example/v3'}}",
      { region: "eu-de", authUrl: "https://iam.example/v3" },
    ],
    ["no certificate check", "{verify: false, cacert: /ca.pem}", { insecure: "true", caCertFile: "/ca.pem" }],
    ["certificate check", "{verify: true}", { insecure: "false" }],
    ["numbers", "{auth: {project_id: 42, password: 1234}}", { projectId: "42", password: "1234" }],
    ["what stands outside auth", "{username: u, password: p-word}", { userName: "u", password: "p-word" }],
    [
      "an address of the API",
      "{apig_endpoint_override: 'https://proxy.example/apig'}",
      { endpoint: "https://proxy.example/apig" },
    ],
  ];
  for (const [what, yaml, values] of entries) {
    it(`reads ${what}`, () => expect(valuesOf(`clouds: {a: ${yaml}}`)).to.deep.equal(values));
  }

  it("says where it searched if there is no file", () => {
    const { code, message } = failureOf(() => clouds({}).entry("a", "stack config apig:cloud"));
    expect(code).to.equal("APIG_INVALID_SETTING");
    expect(message).to.include(`names the cloud "a", but there is no clouds.yaml: write one of /program/clouds.yaml`);
  });
  it("names file and line, without quoting, if it is not YAML", () => {
    const text = 'clouds:\n  a:\n    auth: { password: "p-word\n';
    const { message } = failureOf(() => clouds({ "/program/clouds.yaml": text }));
    expect(message).to.match(/^\/program\/clouds.yaml is not YAML: see line \d$/);
  });
  it("refuses a file without the mapping clouds", () => {
    expect(failureOf(() => clouds({ "/program/clouds.yaml": "clouds: [1]" })).message).to.include(
      "must hold a mapping",
    );
  });
});
