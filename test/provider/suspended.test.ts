import { expect } from "chai";
import { type Policy, type PollLimits, type PollResult, singlePoll } from "../../provider/core/decide";
import { wait } from "../../provider/waiter";
import { creating, saw, success, trouble } from "./helpers/pollResults";
import { VirtualClock } from "./helpers/virtualClock";

const policy: Policy = { timeoutMs: 600_000, graceMs: 30_000, polling: "eager" };
const single: Policy = { ...policy, ...singlePoll, graceMs: 0 };
const suspendedMs = 3 * 3_600_000;

interface Setup {
  readonly policy?: Policy;
  /** What the nth poll gives; while "suspended", the machine sleeps for three hours and the request is cut. */
  readonly see: (poll: number) => PollResult | "suspended";
  /** The number of the pause in which the machine sleeps. */
  readonly pause?: number;
}

async function run({ policy: own = policy, see, pause: suspendedPause }: Setup) {
  const clock = new VirtualClock();
  const limits: PollLimits[] = [];
  let pauses = 0;
  const pause = async (ms: number) => {
    clock.pass(++pauses === suspendedPause ? suspendedMs : ms);
    return undefined;
  };
  const poll = async (given: PollLimits, { onSent }: { onSent(): void }): Promise<PollResult> => {
    limits.push(given);
    onSent();
    const seen = see(limits.length);
    if (seen !== "suspended") return seen;
    clock.pass(suspendedMs);
    return trouble();
  };
  const outcome = await wait(poll, own, { clock, random: () => 0.5, pause });
  return { outcome, limits };
}

describe("a machine that was suspended past the deadline", () => {
  it("between two polls: polls again, with the time of a single poll", async () => {
    const { outcome, limits } = await run({ see: (poll) => saw(poll > 5 ? success : creating), pause: 5 });
    expect(outcome.kind).to.equal("succeeded");
    expect(limits.at(-1)).to.deep.equal({ requestMs: 10_000, turnMs: 8_500, totalMs: 10_000 });
  });

  it("and again while the network comes back, for ten seconds in all", async () => {
    const { outcome, limits } = await run({ see: (poll) => (poll > 5 ? trouble() : saw(creating)), pause: 5 });
    expect(outcome.kind).to.equal("timed-out");
    expect(outcome.elapsedMs).to.be.within(suspendedMs, suspendedMs + 60_000);
    expect(limits.length).to.be.above(7);
    expect(Math.min(...limits.map(({ totalMs }) => totalMs))).to.equal(1_500);
  });

  for (const [what, own] of [
    ["a wait", policy],
    ["a single poll", single],
  ] as const) {
    it(`${what} while a request was under way, which is cut then: polls again`, async () => {
      const { outcome } = await run({ policy: own, see: (poll) => (poll === 1 ? "suspended" : saw(success)) });
      expect([outcome.kind, outcome.polls]).to.deep.equal(["succeeded", 2]);
    });

    it(`${what} that is always late ends all the same`, async () => {
      const { outcome } = await run({ policy: own, see: () => "suspended" });
      expect([outcome.kind, outcome.polls]).to.deep.equal(["timed-out", 2]);
    });
  }
});
