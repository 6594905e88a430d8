import { expect } from "chai";
import { type Decision, type Policy, type PollResult, singlePoll, type WaitState } from "../../provider/core/decide";
import { type Poll, wait } from "../../provider/waiter";
import { creating, failed, missing, problemOf, saw, success, trouble } from "./helpers/pollResults";
import { VirtualClock } from "./helpers/virtualClock";

const policy: Policy = { timeoutMs: 600_000, graceMs: 30_000, polling: "eager" };
const hour = 3_600_000;

interface Setup extends Partial<Policy> {
  /** What a poll gives that begins `atMs` after the wait began, and how long it takes, unless it is cut. */
  readonly see: (atMs: number, poll: number) => PollResult;
  readonly takesMs?: number;
  /** How long something holds the first one back before. */
  readonly queuedMs?: number;
  readonly chance?: number;
  /** When the signal aborts, milliseconds after the begin. */
  readonly abortAtMs?: number;
}

async function run({ see, takesMs = 0, queuedMs = 0, chance = 0.5, abortAtMs, ...changes }: Setup) {
  const clock = new VirtualClock();
  const begun = clock.now();
  const stop = new AbortController();
  if (abortAtMs !== undefined) clock.after(abortAtMs, () => stop.abort());
  const polls: { atMs: number; totalMs: number }[] = [];
  const poll: Poll = async ({ totalMs }, { signal, onSent }) => {
    const atMs = clock.now() - begun;
    polls.push({ atMs, totalMs });
    if (polls.length === 1) clock.pass(queuedMs);
    onSent();
    clock.pass(Math.min(takesMs, totalMs), signal);
    return see(atMs, polls.length);
  };
  const engineDeps = { clock, random: () => chance, signal: stop.signal };
  const outcome = await wait(poll, { ...policy, ...changes }, engineDeps);
  return { outcome, polls, clock, times: polls.map(({ atMs }) => atMs) };
}

describe("wait: how it ends", () => {
  const readyAfter = (ms: number) => (atMs: number) => saw(atMs >= ms ? success : creating);

  it("a gateway that is already ready costs one poll, at once", async () => {
    const { outcome, times } = await run({ see: readyAfter(0) });
    expect([outcome.kind, outcome.polls, outcome.elapsedMs, times]).to.deep.equal(["succeeded", 1, 0, [0]]);
  });

  it("success on the way", async () => {
    const { outcome } = await run({ see: readyAfter(324_000) });
    expect(outcome.kind).to.equal("succeeded");
    expect(outcome.last?.snapshot).to.deep.equal(success);
    expect(outcome.elapsedMs).to.be.within(324_000, 334_000);
  });

  it("a failure on the way keeps what was seen", async () => {
    const { outcome } = await run({ see: (atMs) => saw(atMs < 2_000 ? creating : failed, "r-1") });
    expect([outcome.kind, outcome.last?.snapshot, outcome.last?.requestId]).to.deep.equal(["failed", failed, "r-1"]);
  });

  it("an unknown status is never success: it goes on until the deadline", async () => {
    const { outcome } = await run({ see: () => saw({ ...success, status: "Running" }) });
    expect([outcome.kind, outcome.elapsedMs, outcome.last?.snapshot.status]).to.deep.equal([
      "timed-out",
      600_000,
      "Running",
    ]);
  });

  it("gone in the middle ends it at once, with what was seen before", async () => {
    const { outcome, polls } = await run({
      see: (_, poll) => (poll < 4 ? saw(creating) : { kind: "problem", problem: missing }),
    });
    expect([outcome.kind, polls.length, outcome.last?.snapshot]).to.deep.equal(["missing", 4, creating]);
  });

  it("problems are counted, in all and since the last snapshot", async () => {
    const { outcome } = await run({
      see: (_, poll) => (poll % 3 === 0 || poll > 8 ? saw(poll > 8 ? success : creating) : trouble()),
    });
    expect([outcome.polls, outcome.problems, outcome.problemsInARow]).to.deep.equal([9, 6, 0]);
  });

  it("an error that is thrown is a bug, and comes out as it is", async () => {
    const bug = new TypeError("x is not a function");
    const clock = new VirtualClock();
    const ending = wait(() => Promise.reject(bug), policy, { clock, random: () => 0.5 });
    expect(await ending.catch((error) => error)).to.equal(bug);
  });

  it("each step is reported, the last one too", async () => {
    const steps: [PollResult, WaitState, Decision][] = [];
    const clock = new VirtualClock();
    const seen = [saw(creating), trouble(), saw(success)];
    await wait(async () => seen[steps.length] ?? trouble(), policy, {
      clock,
      random: () => 0.5,
      onStep: (...step) => void steps.push(step),
    });
    expect(steps.map(([pollResult]) => pollResult)).to.deep.equal(seen);
    expect(steps.map(([, { polls }, { kind }]) => [polls, kind])).to.deep.equal([
      [1, "poll-again"],
      [2, "poll-again"],
      [3, "finished"],
    ]);
  });
});

describe("wait: the deadline", () => {
  const never = () => saw(creating);

  it("the last poll begins exactly at the deadline", async () => {
    const { outcome, times } = await run({ see: never });
    expect([outcome.kind, times.at(-1), outcome.elapsedMs]).to.deep.equal(["timed-out", 600_000, 600_000]);
  });

  it("ready at the very deadline is ready", async () => {
    const { outcome } = await run({ see: (atMs) => saw(atMs >= 600_000 ? success : creating) });
    expect(outcome.kind).to.equal("succeeded");
  });

  it("0 is one poll", async () => {
    const { outcome, times } = await run({ see: never, timeoutMs: 0 });
    expect([outcome.kind, times]).to.deep.equal(["timed-out", [0]]);
  });

  it("a first poll that ends just after the deadline is followed by the last one, at once", async () => {
    const { outcome, times } = await run({ see: never, timeoutMs: 10_000, takesMs: 11_000 });
    expect([outcome.kind, times]).to.deep.equal(["timed-out", [0, 11_000]]);
  });

  it("a poll that was cut off 1.5 s after the deadline is the last one", async () => {
    const { outcome, times } = await run({ see: () => trouble(), timeoutMs: 10_000, takesMs: 11_500 });
    expect([outcome.kind, times]).to.deep.equal(["timed-out", [0]]);
  });

  it("a poll gets what is left until 1.5 s after the deadline", async () => {
    const { polls } = await run({ see: () => trouble({ retryAfterMs: 11_000 }), timeoutMs: 40_000, chance: 0 });
    expect(polls).to.deep.equal([
      { atMs: 0, totalMs: 41_500 },
      { atMs: 11_000, totalMs: 30_500 },
      { atMs: 22_000, totalMs: 19_500 },
      { atMs: 33_000, totalMs: 8_500 },
      { atMs: 40_000, totalMs: 1_500 },
    ]);
  });

  it("what holds a request back counts for a wait; a single poll counts from when its first request leaves", async () => {
    const wait = await run({ see: never, timeoutMs: 10_000, queuedMs: 10_000 });
    // It left at the deadline, so it was the last one.
    expect([wait.times, wait.outcome.elapsedMs]).to.deep.equal([[0], 10_000]);
    const once = await run({ ...singlePoll, see: () => trouble(), takesMs: 5_000, queuedMs: 300_000, graceMs: 0 });
    expect(once.times.length).to.equal(2);
    expect(once.outcome.elapsedMs).to.be.within(10_000, 11_500);
  });

  it("a Retry-After beyond the deadline does not skip the last poll", async () => {
    const { times } = await run({ see: () => trouble({ retryAfterMs: hour }) });
    expect(times).to.deep.equal([0, 600_000]);
  });

  it("longer than 24.8 days is as exact as any other", async () => {
    const timeoutMs = 40 * 24 * hour;
    const { outcome, times } = await run({
      see: () => trouble({ retryAfterMs: 30 * 24 * hour }),
      timeoutMs,
      chance: 0,
    });
    expect([outcome.kind, times]).to.deep.equal(["timed-out", [0, 30 * 24 * hour, timeoutMs]]);
  });

  it("the machine's date does not matter", async () => {
    const realNow = Date.now;
    let jumps = 0;
    Date.now = () => realNow() + (jumps++ % 2 ? hour : -hour) * 24 * 365;
    try {
      const { outcome, times } = await run({ see: never });
      expect([outcome.kind, times.at(-1)]).to.deep.equal(["timed-out", 600_000]);
    } finally {
      Date.now = realNow;
    }
  });

  for (const [what, see] of [
    ["creating", never],
    ["problems", () => trouble()],
    ["a Retry-After of zero", () => trouble({ retryAfterMs: 0 })],
    ["an unknown status", () => saw({ ...creating, status: "odd", progress: null })],
  ] as const) {
    it(`never spins, not even with the worst of chances: ${what}`, async () => {
      const { clock, polls } = await run({ see, chance: 0, timeoutMs: hour });
      expect(Math.min(...clock.sleeps.slice(0, -1))).to.be.at.least(250);
      expect(polls.length).to.be.below(hour / 250 + 2);
    });
  }
});

describe("wait: the grace time of a gateway that was never seen", () => {
  const unknown = (): PollResult => ({ kind: "problem", problem: missing });

  it("polls every 2 s and gives up exactly when it ends", async () => {
    const { outcome, times } = await run({ see: unknown });
    expect(outcome.kind).to.equal("missing");
    expect(times).to.deep.equal(Array.from({ length: 16 }, (_, index) => index * 2_000));
  });

  it("its last poll is at its very end, whatever came before", async () => {
    const { times } = await run({
      see: (atMs) => (atMs === 0 ? trouble({ retryAfterMs: 27_500 }) : unknown()),
      chance: 0,
    });
    expect(times).to.deep.equal([0, 27_500, 29_500, 30_000]);
  });

  it("a gateway that appears in it is waited for", async () => {
    const { outcome } = await run({
      see: (atMs) => (atMs < 29_000 ? unknown() : saw(atMs < 90_000 ? creating : success)),
    });
    expect([outcome.kind, outcome.problems]).to.deep.equal(["succeeded", 15]);
  });

  it("without one the first answer is final", async () => {
    const { outcome, times } = await run({ see: unknown, graceMs: 0 });
    expect([outcome.kind, times]).to.deep.equal(["missing", [0]]);
  });
});

describe("wait: stopped from outside", () => {
  it("during a sleep: interrupted at that moment, with what was seen", async () => {
    const { outcome, times } = await run({ see: () => saw(creating), abortAtMs: 1_000 });
    expect([outcome.kind, outcome.elapsedMs, outcome.last?.snapshot, times]).to.deep.equal([
      "interrupted",
      1_000,
      creating,
      [0],
    ]);
  });

  it("during a poll: interrupted at that moment, and the result of that poll does not count", async () => {
    const seen = { see: () => trouble({ ...problemOf(), text: "cut" }), takesMs: 9_000, abortAtMs: 1_000 };
    const { outcome } = await run(seen);
    expect([outcome.kind, outcome.elapsedMs, outcome.polls, outcome.lastProblem]).to.deep.equal([
      "interrupted",
      1_000,
      0,
      null,
    ]);
  });

  it("before it began: no poll", async () => {
    const poll = () => Promise.reject(new Error("must not poll"));
    const stopped = await wait(poll, policy, {
      clock: new VirtualClock(),
      random: () => 0,
      signal: AbortSignal.abort(),
    });
    expect([stopped.kind, stopped.polls, stopped.elapsedMs]).to.deep.equal(["interrupted", 0, 0]);
  });
});
