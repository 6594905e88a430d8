import { expect } from "chai";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import { Settings } from "../../../../provider/credentials/settings/settings";
import { failureOf, settings } from "../settings";

type Texts = Readonly<Record<string, string>>;
const login = "username: u, password: pw-word, user_domain_name: D";
const open = (yaml: string, env: Texts = {}) =>
  resolveConnection({}, settings({}, env, { "/program/clouds.yaml": yaml }));
const aliases = `a: &a [x, x, x, x, x, x, x, x]\n${["b", "c", "d", "e", "f"]
  .map((name, index) => `${name}: &${name} [${Array(8).fill(`*${"abcde"[index]}`)}]`)
  .join("\n")}\n`;

describe("a clouds.yaml that cannot be used", () => {
  const faults: readonly [what: string, yaml: string, env: Texts, parts: readonly string[]][] = [
    ["too many aliases", aliases, {}, ["/program/clouds.yaml is not YAML: it has too many aliases"]],
    ["an alias without its anchor", "clouds: { a: { auth: { password: *pw-word } } }", {}, ["into quotes"]],
    ["a merge key without a mapping", "clouds: { a: { <<: pw-word } }", {}, ["a merge key (<<) must name a mapping"]],
    ["an entry that merges itself", "clouds: { a: &a { <<: *a } }", {}, ["is not YAML"]],
    ["two documents", "clouds: {}\n---\npassword: pw-word\n", {}, ["is not YAML: see line 2"]],
    ["a list", "[pw-word]", {}, ["/program/clouds.yaml must hold a mapping named clouds"]],
    ["an entry that is a word", "clouds: { a: pw-word }", {}, ["clouds.yaml a must be a mapping"]],
    ["auth that is a word", "clouds: { a: { auth: pw-word } }", {}, ["clouds.yaml a: auth must be a mapping"]],
    [
      "a password that is a list",
      "clouds: { a: { auth: { username: u, password: [pw-word] } } }",
      {},
      ["clouds.yaml a: auth.password must be one value"],
    ],
    [
      "values that are a word",
      "clouds: { a: { regions: [{ name: r, values: pw-word }] } }",
      {},
      ["regions must be a map"],
    ],
    [
      "a name of every object",
      "clouds: { a: {} }",
      { OS_CLOUD: "__proto__" },
      ['OS_CLOUD names the cloud "__proto__"'],
    ],
    ["another one", "clouds: { a: {} }", { OS_CLOUD: "constructor" }, ["/program/clouds.yaml has a"]],
    [
      "an entry without a credential",
      "clouds: { a: { profile: otc } }",
      { OS_CLOUD: "a" },
      ["the entry a of clouds.yaml"],
    ],
    [
      "a half",
      `clouds: { a: { profile: otc, auth: { username: u, user_domain_name: D } } }`,
      { OS_CLOUD: "a" },
      ["clouds.yaml a: auth.username is set, but auth.password of clouds.yaml a is not"],
    ],
    [
      "a secure.yaml that is not there",
      `clouds: { a: { profile: otc, auth: { ${login} } } }`,
      { OS_CLIENT_SECURE_FILE: "secret.yaml" },
      ['OS_CLIENT_SECURE_FILE must be the path of a readable file, not "secret.yaml"'],
    ],
    [
      "a flag that is neither true nor false",
      `clouds: { a: { profile: otc, insecure: perhaps, auth: { ${login} } } }`,
      {},
      ['clouds.yaml a: insecure must be true or false, not "perhaps"'],
    ],
  ];
  for (const [what, yaml, env, parts] of faults) {
    it(`is named, and no secret is shown: ${what}`, () => {
      const { code, message } = failureOf(() => open(yaml, env));
      expect(code).to.be.oneOf(["APIG_INVALID_SETTING", "APIG_NO_CREDENTIALS"]);
      for (const part of parts) expect(message).to.include(part);
      expect(message).to.not.include("pw-word");
    });
  }

  it("may have hundreds of entries that merge one template", () => {
    const entries = Array.from({ length: 500 }, (_, index) => `  e${index}: { <<: *login, region_name: eu-de }\n`);
    const yaml = `x: &login { profile: otc, auth: { ${login} } }\nclouds:\n${entries.join("")}`;
    expect(open(yaml, { OS_CLOUD: "e499" }).credential).to.include({ kind: "password", password: "pw-word" });
  });
});

describe("a process without a home", () => {
  const homeless = (env: Texts, files: Texts = {}) => {
    const system = { cwd: "/program", read: (path: string) => files[path] ?? null, home: null };
    return new Settings({ config: () => undefined, env, files: system });
  };
  const files = { "/etc/openstack/clouds.yaml": `clouds: { a: { profile: otc, auth: { ${login} } } }` };
  it("works if no path begins with ~", () => {
    expect(resolveConnection({}, homeless({}, files)).name).to.equal("clouds.yaml a (password)");
  });
  for (const env of [{ OS_CACERT: "~/ca.pem" }, { OS_CLIENT_CONFIG_FILE: "~/ca.pem" }] as const) {
    it(`names the setting that needs one: ${Object.keys(env)[0]}`, () => {
      const { message } = failureOf(() => resolveConnection({}, homeless(env, files)));
      expect(message).to.equal(
        `${Object.keys(env)[0]} must be an absolute path, not "~/ca.pem": this process has no home folder`,
      );
    });
  }
});
