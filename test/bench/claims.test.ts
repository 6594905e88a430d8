import { readFileSync } from "node:fs";
import { expect } from "chai";
import { normal } from "../../bench/chance";
import { publishedTable } from "../../bench/command";
import { type Cost, measure, measureAll } from "../../bench/measure";
import { calm, eager, policies } from "../../bench/policies";
import { draw, heldOut, meaningful, published, usual } from "../../bench/populations";
import type { Step, Timeline } from "../../bench/timeline";

// What docs/decisions/0003-polling-schedule.md, docs/scale.md and the README claim, on seeded populations in virtual time.

const size = 400;
const populations = published(size);
const timelinesOf = (name: string) => populations.find((each) => each.name === name)?.timelines ?? [];

/** Other readings of "8 % noise" than the published one. */
const additive = (end: number, chance: () => number): Step[] =>
  [0.3, 0.5, 0.8, 0.9]
    .map((share): Step => [Math.max(0, end * (share + 0.08 * normal(chance))), 100 * share])
    .filter(([at]) => at < end);
const uniform = (end: number, chance: () => number): Step[] =>
  [0.3, 0.5, 0.8, 0.9]
    .map((share): Step => [end * (share + 0.08 * (2 * chance() - 1)), 100 * share])
    .filter(([at]) => at < end);

function expectWithin({ meanLagSeconds, p95LagSeconds, meanPolls }: Cost, limits: Omit<Cost, "name">): void {
  expect(meanPolls, "polls").to.be.at.most(limits.meanPolls);
  expect(meanLagSeconds, "mean lag").to.be.below(limits.meanLagSeconds);
  expect(p95LagSeconds, "95 % lag").to.be.below(limits.p95LagSeconds);
}

describe("bench: with progress that means something", () => {
  const draws: readonly (readonly [string, readonly Timeline[]])[] = [
    ["the published draw", timelinesOf("meaningful")],
    ["another seed", draw(9001, usual, meaningful(), { size })],
    ["half the noise", draw(9002, usual, meaningful(0.04), { size })],
    ["noise that is uniform", draw(9003, usual, uniform, { size })],
  ];
  for (const [name, timelines] of draws) {
    it(`half the lag of the Terraform SDK's default with no more polls: ${name}`, async () =>
      expectWithin(await measure(eager, timelines), { meanPolls: 46, meanLagSeconds: 2.5, p95LagSeconds: 4.75 }));

    it(`calm: half the lag of the Terraform provider with no more polls: ${name}`, async () =>
      expectWithin(await measure(calm, timelines), { meanPolls: 20.5, meanLagSeconds: 5.05, p95LagSeconds: 9.5 }));
  }

  it("a tenth of leeway covers noise that is a share of the whole time", async () => {
    const timelines = draw(9004, usual, additive, { size });
    expectWithin(await measure(eager, timelines), {
      meanPolls: 1.1 * 46,
      meanLagSeconds: 2.5,
      p95LagSeconds: 1.1 * 4.75,
    });
    expectWithin(await measure(calm, timelines), {
      meanPolls: 1.1 * 20.5,
      meanLagSeconds: 5.05,
      p95LagSeconds: 1.1 * 9.5,
    });
  });
});

describe("bench: what the README and docs/scale.md say", () => {
  const rows: readonly (readonly [row: string, policy: string])[] = [
    ["`eager` (default)", "pulumi-apig"],
    ["`calm`", "pulumi-apig calm"],
    ["every 10 s", "every 10 s"],
    ["Terraform, Huawei Cloud", "Terraform, Huawei Cloud"],
  ];
  it("has a table of figures that are measured here", async () => {
    const named = policies.filter(({ name }) => rows.some(([, policy]) => policy === name));
    const costs = await measureAll(named, published()[0]?.timelines ?? []);
    const measured = rows.map(([row, policy]) => {
      const { meanLagSeconds = Number.NaN, meanPolls = Number.NaN } = costs.find(({ name }) => name === policy) ?? {};
      return `| ${row} | ${meanLagSeconds.toFixed(1)} s, ${meanPolls.toFixed(0)} requests |`;
    });
    expect(readFileSync("docs/scale.md", "utf8").match(/^\| .* s, \d+ requests \|$/gm)).to.deep.equal(measured);
    const [ours = "", , , terraform = ""] = measured.map((row) => row.split(" | ")[1]?.replace(" |", ""));
    const [late = "", requests = ""] = ours.split(", ");
    expect(readFileSync("README.md", "utf8")).to.include(
      `the end ${late} late on average, with ${requests} (Terraform's provider for Huawei Cloud: ${terraform})`,
    );
  });
});

describe("bench: what decision 3 says", () => {
  it("is the table that the bench makes", async () => {
    const decision = readFileSync("docs/decisions/0003-polling-schedule.md", "utf8");
    expect(decision).to.include(`\n${await publishedTable()}\n`);
  }).timeout(120_000);
});

describe("bench: whatever the population", () => {
  for (const policy of [eager, calm]) {
    it(`${policy.name} notices a failure of the first 10 s within 2 s`, async () => {
      for (const timeline of timelinesOf("fails at once")) {
        const { lagSeconds } = await policy.wait(timeline, () => 0);
        expect(lagSeconds).to.be.at.most(2);
      }
    });

    it(`${policy.name} notices a finished gateway with its first poll`, async () => {
      const { p95LagSeconds, meanPolls } = await measure(policy, timelinesOf("already finished"));
      expect([p95LagSeconds, meanPolls]).to.deep.equal([0, 1]);
    });
  }

  for (const { name, timelines } of populations) {
    it(`no peer is sooner with no more polls: ${name}`, async () => {
      const [ours, , ...peers] = await measureAll(policies, timelines);
      const better = peers.filter(
        ({ meanPolls, meanLagSeconds }) =>
          meanPolls <= (ours?.meanPolls ?? 0) && meanLagSeconds < (ours?.meanLagSeconds ?? 0),
      );
      expect(better).to.deep.equal([]);
    });
  }

  it("publishes one population that no number of the schedule was chosen by", () => {
    expect(populations.map(({ name }) => name)).to.include(heldOut);
  });
});
