import { expect } from "chai";
import { seeded } from "../../bench/chance";
import { measure, quantile } from "../../bench/measure";
import { peers } from "../../bench/peers";
import { draw, usual } from "../../bench/populations";
import type { Timeline } from "../../bench/timeline";

const peer = (name: string) => {
  const found = peers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no peer ${name}`);
  return found;
};
const readyAt = (end: number): Timeline => ({ steps: [], end, status: "success" });

describe("bench: a peer waits as its source says", () => {
  // Lag and polls for a gateway that is ready at exactly 324 s, at 2 s, and before the wait.
  const rows = [
    ["Terraform, Huawei Cloud", [16, 15], [58, 1], [60, 1]],
    ["Terraform, Open Telekom Cloud", [16, 17], [18, 1], [20, 1]],
    ["Terraform SDK default", [8.6, 39], [1, 5], [0, 1]],
    ["gophertelekomcloud", [0, 324], [0, 2], [1, 1]],
    ["otcextensions", [0, 163], [0, 2], [0, 1]],
    ["every 20 s", [16, 18], [18, 2], [0, 1]],
  ] as const;
  for (const [name, ...expected] of rows) {
    it(name, async () => {
      const waits = await Promise.all([324, 2, -5].map((end) => peer(name).wait(readyAt(end), () => 0)));
      expect(waits.map(({ lagSeconds, polls }) => [Math.round(10 * lagSeconds) / 10, polls])).to.deep.equal(expected);
    });
  }

  it("AWS waiter: 2 s, then at random below a ceiling that doubles, then the longest delay", async () => {
    const pollsBefore = async (end: number, chance: number) =>
      (await peer("AWS waiter 2..30 s").wait(readyAt(end), () => chance)).polls;
    // Longest draws: 0, 2, 6, 14, 30, 60, 90; shortest: 0, 2, 4, 6, 8, then 30 s each.
    expect(await Promise.all([1, 5, 13, 29, 59, 89].map((end) => pollsBefore(end, 1)))).to.deep.equal([
      2, 3, 4, 5, 6, 7,
    ]);
    expect(await Promise.all([1, 3, 5, 7, 37].map((end) => pollsBefore(end, 0)))).to.deep.equal([2, 3, 4, 5, 6]);
  });

  it("and costs what was found for gateways ready between 280 and 520 s", async () => {
    const timelines = draw(77, usual, () => [], { size: 2000 });
    const rows = [
      ["Terraform, Open Telekom Cloud", 10.1, 19, 20.5],
      ["Terraform SDK default", 5, 9.5, 46],
      ["AWS waiter 2..120 s", 59.9, 113.8, 10.3],
    ] as const;
    for (const [name, lag, p95, polls] of rows) {
      const cost = await measure(peer(name), timelines);
      expect(cost.meanLagSeconds, name).to.be.closeTo(lag, 0.03 * lag);
      expect(cost.p95LagSeconds, name).to.be.closeTo(p95, 0.02 * p95);
      expect(cost.meanPolls, name).to.be.closeTo(polls, 0.02 * polls);
    }
  });
});

describe("bench: measures", () => {
  it("takes the nearest rank as 95 % value", () => {
    const values = Array.from({ length: 20 }, (_, index) => 20 - index);
    expect([quantile(values, 0.95), quantile([7], 0.95), quantile(values, 1)]).to.deep.equal([19, 7, 20]);
  });

  it("draws the same chances again from the same seed", () => {
    const [a, b] = [seeded(5), seeded(5)];
    expect(Array.from({ length: 5 }, a)).to.deep.equal(Array.from({ length: 5 }, b));
    expect(seeded(5)()).to.not.equal(seeded(6)());
  });
});
