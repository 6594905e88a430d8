import { expect } from "chai";
import { unknownValue } from "../../../provider/core/arguments";
import { providerArguments } from "../../../provider/core/configOrigin";
import { createPlugin } from "../../../provider/native/front";
import { isDefaultProvider, settingFaults, textOf } from "../../../provider/native/settings";

/** As the provider of this name is told; the stack config is the engine's own one's. */
function checked(given: object, name = "prod") {
  const warned: string[] = [];
  const { checkSettings } = createPlugin({
    version: "1.2.3",
    context: () => ({ source: { config: () => undefined, env: {} } }),
    warn: (text) => warned.push(text),
  });
  const { failures, dropped } = checkSettings(given as never, name, []);
  for (const { property } of failures) expect(property, "the engine prints the value beside a property").to.equal("");
  return { reasons: failures.map(({ reason }) => reason), dropped, warned };
}

const reasons = (given: object) => checked(given).reasons;

describe("the settings of a provider", () => {
  const wrong: [setting: object, reason: RegExp][] = [
    [{ polling: "fast" }, /^the provider's polling must be eager or calm, not "fast"$/],
    [{ authType: "foo" }, /^the provider's authType must be password, token, .*, not "foo"/],
    [{ agencyDuration: 5 }, /^the provider's agencyDuration must be a whole number of seconds, 900 to 86400, not "5"$/],
    [
      { regoin: "eu-de" },
      /^the provider's regoin is not a setting of this provider; did you mean the provider's region\?$/,
    ],
    [{ insecure: "maybe" }, /^the provider's insecure must be true or false, not "maybe"$/],
    [{ endpoint: "http://a.example" }, /^the provider's endpoint must /],
    [{ authToken: "two words" }, /^the provider's authToken must be one line of printable characters without spaces$/],
    [
      { accessKey: "AK" },
      /^incomplete credential: the provider's accessKey is set, but the provider's secretKey is not/,
    ],
    [
      { agencyName: "a" },
      /^incomplete agency: the provider's agencyName is set, .*\(the provider's agencyDomainName\); set both/,
    ],
  ];
  for (const [setting, reason] of wrong) {
    it(`${JSON.stringify(setting)} is named, with place, rule and value`, () => {
      const [told = "", ...others] = reasons(setting);
      expect(others).to.deep.equal([]);
      expect(told).to.match(reason);
    });
  }

  it("in the stack config, they are named as they stand there", () => {
    expect(checked({ region: "e u" }, "default_0_1_0").reasons).to.deep.equal([
      'stack config apig:region must be the name of a region such as eu-de (letters, digits and hyphens), not "e u"',
    ]);
  });

  it("in the stack config, a key that nothing reads is a warning, and goes no further", () => {
    expect(checked({ regoin: "x", endpiont: "y", version: "1.2.3", region: "eu-de" }, "default")).to.deep.equal({
      reasons: [],
      dropped: ["endpiont", "regoin"],
      warned: [
        "stack config apig:endpiont is not a setting of this provider; did you mean apig:endpoint?",
        "stack config apig:regoin is not a setting of this provider; did you mean apig:region?",
      ],
    });
    expect(checked({ regoin: "x" })).to.deep.include({ dropped: [], warned: [] });
  });

  it("the kind of login, also while another setting is not known yet", () => {
    const told = reasons({ authType: "foo", password: unknownValue, region: [unknownValue] });
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/^the provider's authType must be password, .*, not "foo"/);
    expect(reasons({ authType: "password", password: unknownValue })).to.deep.equal([]);
  });

  it("all at once", () => {
    expect(reasons({ polling: "fast", regoin: "x", agencyDuration: 5 })).to.have.length(3);
  });

  it("no secret is shown", () => {
    expect(reasons({ password: "hunter 2", secretKey: '"hunter2"', authToken: "hunter 2" }).join()).not.to.match(
      /hunter/,
    );
  });

  const right: object[] = [
    {},
    { region: "", polling: "" },
    { insecure: true, agencyDuration: 900, region: "eu-de", polling: "calm" },
    { allowHttp: true, endpoint: "http://a.example" },
    { accessKey: "AK", secretKey: unknownValue },
    { region: unknownValue },
    { region: [unknownValue], polling: [[unknownValue]] },
    { region: JSON.stringify([unknownValue]) },
    { endpoint: "http://a.example", allowHttp: unknownValue },
    { polling: null, insecure: "null", cloud: null, allowHttp: "null" },
    { version: "1.2.3", pluginDownloadURL: "https://a.example" },
    { userName: "u", password: "p w", domainName: "d" },
  ];
  it("null is no value: half a credential is told", () => {
    expect(reasons({ accessKey: "AK", secretKey: null })).to.have.length(1);
    expect(["insecure", "polling"].map((key) => textOf(key, null))).to.deep.equal(["", ""]);
  });

  for (const settings of right) {
    it(`${JSON.stringify(settings)} is right`, () => expect(reasons(settings)).to.deep.equal([]));
  }

  it("nor is a value that the program marks as a secret", () => {
    const pasted = { region: "top word", projectId: "to p", polling: "fast-word", authType: "word", insecure: "wor" };
    const told = settingFaults(pasted, providerArguments, Object.keys(pasted));
    expect(told).to.have.length(5);
    expect(told.join()).to.not.match(/word|to p|"wor"/);
  });

  it("a key that is like no other has no nearest", () => {
    for (const key of ["constructor", "x".repeat(2000)]) expect(reasons({ [key]: 1 })[0]).to.not.include("nearest");
  });

  it("the engine's own providers have names of their own", () => {
    const own = ["default", "default_0_1_0", "default_0_1_0_alpha_1", "default_0_1_0_https_/a.b", "default_https_/a.b"];
    expect(own.map(isDefaultProvider)).not.to.include(false);
    const others = ["prod", "defaults", "my-default", "default_x", "default_", "default_1", "default_eu_de"];
    expect(others.map(isDefaultProvider)).not.to.include(true);
  });
});
