import { expect } from "chai";
import { pollingOf, runGatewayWait } from "../../../provider/wait/gatewayWait";
import { settings } from "../credentials/settings";
import { VirtualClock } from "../helpers/virtualClock";

describe("apig:polling", () => {
  const polling = (value?: string) => pollingOf(settings(value === undefined ? {} : { polling: value }));

  for (const [given, meant] of [
    [undefined, "eager"],
    ["", "eager"],
    ["  ", "eager"],
    ["eager", "eager"],
    [" calm\n", "calm"],
  ] as const) {
    it(`${JSON.stringify(given)} means ${meant}`, () => expect(polling(given)).to.equal(meant));
  }

  it("takes no other word, and says which there are", () => {
    expect(() => polling("fast")).to.throw('apig:polling must be eager or calm, not "fast"');
    expect(() => polling("EAGER")).to.throw('must be eager or calm, not "EAGER"');
  });
});

describe("a timeout that somebody edited in the state", () => {
  const wait = async (timeout: unknown) => {
    const source = settings({ authToken: "token", region: "eu-de" }, {});
    const context = { source, clock: new VirtualClock(), random: () => 0.5, signal: AbortSignal.abort() };
    return runGatewayWait("gw", {}, { timeout: timeout as string }, context);
  };

  for (const value of [5, null, "", "soon", "1d", ["1m"]]) {
    it(`${JSON.stringify(value)} is an error that shows it and says how to correct the state`, async () => {
      const error = await wait(value).then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(error).to.have.property("code", "APIG_INVALID_SETTING");
      expect(error?.message).to.contain(`such as 90s, 10m or 1h30m, not ${JSON.stringify(value)}`);
      expect(error?.message).to.contain("pulumi stack export");
    });
  }
});
