import { expect } from "chai";
import { resolveConnection } from "../../../../provider/credentials/resolve";
import { settings } from "../settings";

type Texts = Readonly<Record<string, string>>;
const keys = { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: "SK", HW_REGION_NAME: "eu-de" };
const cloud = (cacert: string) =>
  JSON.stringify({ clouds: { one: { region_name: "eu-de", auth: { ak: "AK", sk: "SK" }, cacert } } });
const profile = JSON.stringify({
  current: "first",
  profiles: [{ name: "first", accessKeyId: "AK", secretAccessKey: "SK", region: "eu-de" }],
});

describe("paths in settings: the program's folder is /program, the home /home/user", () => {
  const certificates = (config: Texts, env: Texts, files: Texts = {}) =>
    resolveConnection({}, settings(config, env, files)).transport.caCertFile;

  const paths: [path: string, read: string][] = [
    ["ca.pem", "/program/ca.pem"],
    ["./certs/ca.pem", "/program/certs/ca.pem"],
    ["../ca.pem", "/ca.pem"],
    ["~/ca.pem", "/home/user/ca.pem"],
    ["/etc/ca.pem", "/etc/ca.pem"],
  ];
  for (const [path, read] of paths) {
    it(`${path} is ${read}, wherever it stands`, () => {
      expect(certificates({ caCertFile: path }, keys), "stack config").to.equal(read);
      expect(certificates({}, { ...keys, OS_CACERT: path }), "OS_CACERT").to.equal(read);
      const clouds = { "/program/clouds.yaml": cloud(path) };
      expect(certificates({}, { OS_CLOUD: "one" }, clouds), "clouds.yaml").to.equal(read);
      const named = certificates({}, { OS_CLOUD: "one", OS_CLIENT_CONFIG_FILE: path }, { [read]: cloud("/ca") });
      expect(named, "OS_CLIENT_CONFIG_FILE").to.equal("/ca");
      const shared = settings({}, { HW_SHARED_CONFIG_FILE: path }, { [read]: profile });
      expect(resolveConnection({}, shared).credential.kind, "HW_SHARED_CONFIG_FILE").to.equal("access key");
    });
  }

  it("certificates in the setting itself are no path", () => {
    const text = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    expect(certificates({ caCertFile: text }, keys)).to.equal(text);
  });
});
