import { expect } from "chai";
import { Connections } from "../../../provider/credentials/connections";
import { otherNames, resolveConnection } from "../../../provider/credentials/resolve";
import { Settings } from "../../../provider/credentials/settings/settings";
import { worldOf } from "./emulated";
import { settings } from "./settings";

type Texts = Readonly<Record<string, string>>;
const hw = { HW_ACCESS_KEY: "HWAK", HW_SECRET_KEY: "hw-sk", HW_REGION_NAME: "eu-de" };
const os = { OS_USERNAME: "u", OS_PASSWORD: "p-word", OS_USER_DOMAIN_NAME: "d" };
const found = (env: Texts) => {
  const source = settings({}, env);
  const { name, profile } = resolveConnection({}, source);
  return { name, others: otherNames({}, source, profile) };
};

describe("other whole credentials", () => {
  it("are named, but the first one alone is used", () => {
    const { name, others } = found({ ...hw, ...os });
    expect([name, others]).to.deep.equal(["HW_* (access key)", ["OS_* (password)"]]);
  });
  it("are hidden whether they are used or not, also those that stand behind another variable of the same meaning", () => {
    const process = new Connections(worldOf());
    process.hide(settings({ authToken: "in-stack" }, { OS_TOKEN: " one\n", OS_AUTH_TOKEN: "two", OS_USERNAME: "me" }));
    expect(process.redactor.redact("in-stack one two me")).to.equal("[redacted] [redacted] [redacted] me");
  });
  it("are none where what they would be read from is gone", () => {
    const files = {
      get cwd(): string {
        throw new Error("ENOENT: uv_cwd");
      },
      home: null,
      read: () => null,
    };
    const source = new Settings({ config: () => undefined, env: hw, files });
    expect(otherNames({}, source, resolveConnection({}, source).profile)).to.deep.equal([]);
  });
  it("are none where the others are not whole, or there are none", () => {
    expect(found({ ...hw, OS_USERNAME: "u" }).others).to.deep.equal([]);
    expect(found(hw).others).to.deep.equal([]);
  });
});
