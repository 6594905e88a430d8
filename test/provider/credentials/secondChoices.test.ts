import { expect } from "chai";
import { resolveCredentials } from "../../../provider/credentials/resolve";
import { settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };
const otc = { ...os, OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };
const plan = (config: Texts, env: Texts) => resolveCredentials({}, settings(config, env));

describe("second choices", () => {
  const names = (config: Texts, env: Texts) => plan(config, env).map(({ name }) => name);
  it("are tried at the same place", () => {
    const env = { ...hw, HW_REGION_NAME: "eu-de", ...otc };
    expect(names({}, env)).to.deep.equal(["HW_* (access key)", "OS_* (password)"]);
  });
  it("are not tried at another endpoint", () => {
    expect(names({}, { ...hw, HW_REGION_NAME: "cn-north-4", ...otc })).to.deep.equal(["HW_* (access key)"]);
  });
  it("are not tried for another project", () => {
    const env = { ...hw, HW_PROJECT_ID: "one", ...os, OS_PROJECT_ID: "two" };
    expect(names({ endpoint: "https://api.example" }, env)).to.deep.equal(["HW_* (access key)"]);
  });
});
