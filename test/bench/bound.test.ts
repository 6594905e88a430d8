import { expect } from "chai";
import { knowingTheEnds, knowingTheEndsAt } from "../../bench/bound";
import { lagTimesPolls } from "../../bench/informedBound";
import { measure } from "../../bench/measure";
import { calm, eager } from "../../bench/policies";
import { published } from "../../bench/populations";
import type { Timeline } from "../../bench/timeline";

const usual = { earliestEnd: 280, latestEnd: 520, noise: 0.08 };
const readyAt = (end: number): Timeline => ({ steps: [], end, status: "success" });
const evenly = Array.from({ length: 1000 }, (_, index) => readyAt(280 + 0.24 * (index + 0.5)));
const timelines = published(100)[0]?.timelines ?? [];

describe("bench: the lower bound", () => {
  it("meets the closed form for ends that are spread evenly: lag × polls = 2/9 of their range", () => {
    for (const polls of [20, 46]) {
      expect(polls * knowingTheEndsAt(polls, evenly)).to.be.closeTo((2 / 9) * 240, 4);
    }
  });

  it("needs one poll and no lag for gateways that are all ready at the same moment", () => {
    const [point] = knowingTheEnds([readyAt(300), readyAt(300)], [0.1]);
    expect(point).to.deep.equal({ meanPolls: 1, meanLagSeconds: 0 });
  });

  it("meets the same closed form when there is no progress to see", () => {
    const still = timelines.map(({ end }) => readyAt(end));
    expect(lagTimesPolls({ ...usual, noise: 1e6 }, still)).to.be.closeTo((2 / 9) * 240, 6);
  });

  it("is lower if the rises are known, and no policy is below it", async () => {
    const told = lagTimesPolls(usual, timelines);
    expect(told).to.be.below(0.5 * (2 / 9) * 240);
    for (const policy of [eager, calm]) {
      const { meanLagSeconds, meanPolls } = await measure(policy, timelines);
      expect(meanLagSeconds * meanPolls).to.be.above(told);
    }
  });
});
