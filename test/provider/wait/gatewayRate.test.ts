import { expect } from "chai";
import { waitForAll } from "../helpers/manyWaits";

describe("waits of one process", () => {
  it("for many gateways poll one after the other, at a rate that the API accepts for hours", async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `gateway-${index}`);
    const { outcomes, polls, ends } = await waitForAll(ids, undefined, 100_000);
    expect(outcomes.every(({ kind }) => kind === "succeeded")).to.equal(true);
    const gaps = polls.slice(1).map(({ at }, index) => at - (polls[index]?.at ?? 0));
    expect(Math.min(...gaps)).to.be.at.least(9.99);
    // They would like to poll 24 times a second.
    expect(polls.length).to.be.within(1_000, 300 + (10 * Math.max(...ends)) / 1_000 + 1);
  });
});
