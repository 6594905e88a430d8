import { readFileSync } from "node:fs";
import { expect } from "chai";
import { busiest, settledLoad } from "../../bench/fleet/load";
import { rowOf } from "../../bench/fleet/report";
import { scenarios } from "../../bench/fleet/scenarios";
import { type Fleet, simulate } from "../../bench/fleet/simulate";
import type { Timeline } from "../../bench/timeline";

const readyAfter = (end: number) => (): Timeline => ({ steps: [[0, 30]], end, status: "success" });
const twenty: Fleet = { stacks: 20, waits: 10, startSeconds: 0, callsPerSecond: 20, timeline: readyAfter(150) };

const kindsOf = ({ waits }: { readonly waits: readonly { kind: string }[] }) => [
  ...new Set(waits.map(({ kind }) => kind)),
];

describe("processes that do not know of each other, in virtual time", function () {
  this.timeout(60_000); // thousands of requests, on a machine that may be busy

  const fleets: [what: string, fleet: Partial<Fleet>][] = [
    ["that start together", {}],
    ["that start one after the other", { startSeconds: 30 }],
    ["with more waits", { startSeconds: 60, waits: 20 }],
    ["against a sliding second", { window: "last second" }],
    ["that are asked to come again in a second", { retryAfter: "1" }],
    ["whose calm waits are many", { polling: "calm", waits: 40 }],
    ["at a stricter limit", { stacks: 4, callsPerSecond: 4 }],
  ];
  for (const [what, more] of fleets) {
    it(`${what}: all end right, and no ten seconds after the first have over 1.2 of the limit`, async () => {
      const fleet = { ...twenty, ...more };
      const report = await simulate(fleet);
      expect(kindsOf(report)).to.deep.equal(["succeeded"]);
      const { perSecond, throttled } = settledLoad(report.calls);
      expect(perSecond / fleet.callsPerSecond).to.be.at.most(1.2);
      // They use what the cloud gives.
      expect(perSecond / fleet.callsPerSecond).to.be.above(0.7);
      expect(throttled).to.be.below(0.1);
    });
  }

  it("each gets about as much as the others", async () => {
    const { waits } = await simulate({ ...twenty, waits: 20, timeline: readyAfter(300) });
    const lags = waits.map(({ lagMs }) => lagMs).sort((a, b) => a - b);
    // 400 waits share 20 calls a second: nobody can be asked for more often than every 20 s.
    expect(lags[Math.floor(0.95 * lags.length)]).to.be.below(60_000);
  });

  it("the one that is left speeds up again", async () => {
    const timeline = (gateway: string) => readyAfter(gateway.startsWith("gateway-0-") ? 600 : 60)();
    const { calls } = await simulate({ ...twenty, timeline, waits: 20 });
    const late = calls.filter(({ atMs }) => atMs > 300_000 && atMs < 500_000);
    // 20 waits, each asked for about every 8 s.
    expect(late.length / 200).to.be.above(2);
  });

  it("every wait's last request is at its deadline", async () => {
    const { calls, waits } = await simulate({ ...twenty, timeline: readyAfter(9999), timeoutSeconds: 100 });
    expect(waits.every(({ kind, endedMs }) => kind === "timed-out" && endedMs >= 100_000)).to.equal(true);
    expect(Math.max(...waits.map(({ endedMs }) => endedMs))).to.be.below(102_000);
    expect(calls.filter(({ atMs }) => atMs >= 100_000).length).to.be.within(200, 205);
  });

  it("one 429 costs a process that is alone little", async () => {
    const alone = { ...twenty, stacks: 1, callsPerSecond: 200 };
    const endsAt = async (fleet: Fleet) => Math.max(...(await simulate(fleet)).waits.map(({ endedMs }) => endedMs));
    for (const call of [1, 5, 100]) {
      const ready = { ...alone, waits: 300, timeline: readyAfter(0) };
      expect((await endsAt({ ...ready, refused: [call] })) - (await endsAt(ready)), `call ${call}`).to.be.below(20_000);
    }
    const { waits } = await simulate({ ...alone, waits: 1, refused: [12] });
    expect(waits[0]?.lagMs).to.be.below(20_000);
  });
});

describe("bench:fleet", () => {
  it("finds the busiest window", () => {
    const calls = [0, 900, 1_000, 1_500, 1_800, 5_000].map((atMs) => ({ atMs, isThrottled: atMs === 900 }));
    expect(busiest(calls, 1_000)).to.equal(4);
    expect(busiest(calls, 1_000, 1_600)).to.equal(1);
    expect(busiest([], 1_000)).to.equal(0);
  });

  it("tells a fleet in a row", () => {
    const calls = [0, 500, 4_000].map((atMs) => ({ atMs, isThrottled: atMs === 0 }));
    const waits = ["succeeded", "timed-out"].map((kind, index) => ({ kind, lagMs: 2_000 * index, endedMs: 4_000 }));
    expect(rowOf("two", twenty, { calls, waits })).to.equal(
      "| two | 20 a second | 3 | 0.8 | 0.3 | 33.3 % | 1.0 / 2.0 s | 1 of 2 |",
    );
  });

  it("the table of docs/scale.md has its fleets", () => {
    const rows = readFileSync("docs/scale.md", "utf8").match(/^\| .* \| \d+ a second \|/gm) ?? [];
    expect(rows).to.deep.equal(
      scenarios.map(([name, { callsPerSecond }]) => `| ${name} | ${callsPerSecond} a second |`),
    );
  });

  it("the table of docs/scale.md has its figures: those of the fleets that are measured in seconds", async () => {
    const page = readFileSync("docs/scale.md", "utf8");
    const quick = scenarios.filter(([name, { waits }]) => /calm|^one stack/.test(name) && waits === 1);
    expect(quick.length).to.be.above(2);
    for (const [name, fleet] of quick) expect(page).to.include(`\n${rowOf(name, fleet, await simulate(fleet))}\n`);
  }).timeout(120_000);
});
