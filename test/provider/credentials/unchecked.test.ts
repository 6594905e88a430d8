import { expect } from "chai";
import { resolveConnection } from "../../../provider/credentials/resolve";
import { settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk", HW_REGION_NAME: "eu-de" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };

describe("certificates, and whether they are checked", () => {
  it("may be added by any origin, the stack's first", () => {
    const config = { endpoint: "https://a.example", caCertFile: "/a" };
    const env = { ...hw, OS_CACERT: "/b", HW_INSECURE: "1", https_proxy: "http://p:1" };
    const expected = { insecure: true, allowHttp: false, caCertFile: "/a", caCertVersion: null };
    const { transport } = resolveConnection({}, settings(config, env));
    expect(transport).to.deep.equal({ ...expected, proxies: { https_proxy: "http://p:1" } });
  });
  const entry = (verify: string) => ({
    "/program/clouds.yaml": `clouds: { prod: { region_name: eu-de, ${verify} auth: { token: t, project_id: p } } }`,
  });
  const unchecked: [what: string, config: Texts, env: Texts, files: Texts, insecure: boolean][] = [
    ["HW_INSECURE and keys of OS_*", { region: "eu-de" }, { ...os, HW_INSECURE: "1" }, {}, false],
    ["OS_INSECURE and keys of HW_*", { region: "eu-de" }, { ...hw, OS_INSECURE: "1" }, {}, false],
    ["HW_INSECURE and a clouds.yaml", {}, { OS_CLOUD: "prod", HW_INSECURE: "1" }, entry(""), false],
    ["OS_INSECURE and a clouds.yaml", {}, { OS_CLOUD: "prod", OS_INSECURE: "1" }, entry(""), true],
    ["a clouds.yaml before OS_INSECURE", {}, { OS_CLOUD: "prod", OS_INSECURE: "1" }, entry("verify: true,"), false],
    ["HW_INSECURE and a token of the stack", { region: "eu-de", authToken: "t" }, { HW_INSECURE: "1" }, {}, false],
    ["the stack config and any", { region: "eu-de", insecure: "true" }, { ...hw, HW_INSECURE: "0" }, {}, true],
  ];
  for (const word of ["1", "t", "True", "y", "YES", "on"])
    unchecked.push([word, {}, { ...hw, HW_INSECURE: word }, {}, true]);
  for (const word of ["0", "f", "False", "n", "NO", "off"])
    unchecked.push([word, {}, { ...hw, HW_INSECURE: word }, {}, false]);
  for (const [what, config, env, files, insecure] of unchecked) {
    it(`${insecure ? "turns the check of certificates off" : "checks certificates all the same"}: ${what}`, () =>
      expect(resolveConnection({}, settings(config, env, files)).transport.insecure).to.equal(insecure));
  }
});
