import { expect } from "chai";
import {
  advance,
  afterSuspension,
  type Decision,
  decide,
  nothingSeen,
  type Policy,
  type PollResult,
  pollLimits,
  singlePoll,
  type WaitState,
} from "../../../provider/core/decide";
import type { Problem } from "../../../provider/core/problem";
import { nextDelayMs } from "../../../provider/core/schedule";
import { creating, failed, missing, problemOf, saw, startTime, success, trouble } from "../helpers/pollResults";

const policy: Policy = { timeoutMs: 3_600_000, graceMs: 30_000, polling: "eager" };
const minute = 60_000;

const afterPoll = (seen: Parameters<typeof advance>[1], before: WaitState = nothingSeen, elapsedMs = minute) => {
  const now = advance(before, seen, elapsedMs);
  return { now, decision: decide(now, seen, elapsedMs, 0.5, policy) };
};

/** How it ended, or what comes next. */
const kindOf = (decision: Decision) => (decision.kind === "finished" ? decision.outcome.kind : decision);

describe("advance", () => {
  it("counts polls and problems, and the problems since the last snapshot", () => {
    const seen = [trouble(), trouble(), saw(creating), trouble()];
    const counts: number[][] = [];
    let now = nothingSeen;
    for (const [index, each] of seen.entries()) {
      now = advance(now, each, index * 1000);
      counts.push([now.polls, now.problems, now.problemsInARow, now.elapsedMs]);
    }
    expect(counts).to.deep.equal([
      [1, 1, 1, 0],
      [2, 2, 2, 1000],
      [3, 2, 0, 2000],
      [4, 3, 1, 3000],
    ]);
  });

  it("keeps the last snapshot beside a later problem, and the last problem beside a later snapshot", () => {
    const problem = problemOf({ text: "HTTP 500" });
    const first = advance(advance(nothingSeen, saw(creating, "r-1"), 0), { kind: "problem", problem }, 1);
    const second = advance(first, saw(success, "r-3"), 2);
    expect([first.last?.requestId, first.lastProblem]).to.deep.equal(["r-1", problem]);
    expect([second.last?.snapshot, second.lastProblem]).to.deep.equal([success, problem]);
  });

  it("gives the schedule the creation's age by the server's own clock, or by the wait's where that makes no sense", () => {
    const ageAt = (serverTime: number | null, snapshot = creating) =>
      advance(nothingSeen, { ...saw(snapshot), serverTime }, 7).fit.ageMs;
    expect(ageAt(startTime + 5000)).to.equal(5000);
    expect(ageAt(startTime - 5000)).to.equal(7);
    expect(ageAt(null)).to.equal(7);
    expect(ageAt(startTime + 5000, { ...creating, startTime: null })).to.equal(7);
    // What is known of it once stays known.
    const known = advance(nothingSeen, { ...saw(creating), serverTime: startTime + 5000 }, 7);
    expect(advance(known, saw(creating), 9).fit.ageMs).to.equal(5002);
  });
});

describe("decide: the end", () => {
  const cases: [rule: string, seen: Parameters<typeof advance>[1], expected: string][] = [
    ["success ends it", saw(success), "succeeded"],
    ["failed ends it", saw(failed), "failed"],
    ["creating goes on", saw(creating), "poll-again"],
    ["creating with an end time at 100 % goes on", saw({ ...creating, progress: 100 }), "poll-again"],
    ["a status that nobody documents goes on", saw({ ...creating, status: "Running" }), "poll-again"],
    ["a status that only resembles success goes on", saw({ ...success, status: "SUCCESS" }), "poll-again"],
    ["an answer that may pass goes on", trouble({ retryability: "retry" }), "poll-again"],
    ["an answer that cannot be mended ends it", trouble({ retryability: "give-up" }), "refused"],
    ["a credential that has run out ends it", trouble({ retryability: "give-up", mayHaveExpired: true }), "refused"],
    ["missing after the grace time ends it", trouble({ retryability: "missing" }), "missing"],
  ];
  for (const [rule, seen, expected] of cases) {
    it(rule, () => {
      const { decision } = afterPoll(seen);
      expect(decision.kind === "finished" ? kindOf(decision) : decision.kind).to.equal(expected);
    });
  }

  const before = advance(nothingSeen, saw(creating), 0);
  const graceCases: [rule: string, before: WaitState, polledAtMs: number, expected: string][] = [
    ["missing at the first poll is asked for again", nothingSeen, 0, "poll-again"],
    ["missing just before the grace time ends", nothingSeen, 29_999, "poll-again"],
    ["missing when the grace time ends is final", nothingSeen, 30_000, "missing"],
    ["missing once it was seen is final at once", before, 1_000, "missing"],
    ["other problems before do not count as seen", advance(nothingSeen, trouble(), 0), 1_000, "poll-again"],
  ];
  for (const [rule, seenBefore, polledAtMs, expected] of graceCases) {
    it(rule, () => {
      const seen = trouble({ retryability: "missing" });
      const decision = decide(advance(seenBefore, seen, polledAtMs), seen, polledAtMs, 0.5, policy);
      expect(decision.kind === "finished" ? kindOf(decision) : decision.kind).to.equal(expected);
    });
  }

  const deadlineCases: [rule: string, polledAtMs: number, seen: Parameters<typeof advance>[1], expected: string][] = [
    ["a poll that began before the deadline is not the last", 3_599_999, saw(creating), "poll-again"],
    ["the poll at the deadline is the last", 3_600_000, saw(creating), "timed-out"],
    ["success at the deadline is success", 3_600_000, saw(success), "succeeded"],
    ["a failure at the deadline is a failure", 3_600_000, saw(failed), "failed"],
    ["a problem at the deadline is the timeout", 3_600_000, trouble(), "timed-out"],
    ["a refusal at the deadline is the refusal", 3_600_000, trouble({ retryability: "give-up" }), "refused"],
  ];
  for (const [rule, polledAtMs, seen, expected] of deadlineCases) {
    it(rule, () => {
      const decision = decide(advance(nothingSeen, seen, polledAtMs), seen, polledAtMs, 0.5, policy);
      expect(decision.kind === "finished" ? kindOf(decision) : decision.kind).to.equal(expected);
    });
  }
});

/** Milliseconds until the next poll, when this is the n-th problem in a row. */
function pause(about: Partial<Problem>, inARow: number, chance: number, elapsedMs = minute, within = policy): number {
  const seen = trouble(about);
  const now: WaitState = { ...nothingSeen, polls: inARow, problems: inARow, problemsInARow: inARow, elapsedMs };
  const decision = decide(now, seen, elapsedMs, chance, within);
  return decision.kind === "poll-again" ? decision.afterMs : Number.NaN;
}

describe("decide: the pause after a problem", () => {
  const throttled = { code: "APIG_THROTTLED" } as const;
  const cases: [rule: string, about: Partial<Problem>, inARow: number, chance: number, expected: number][] = [
    ["never below a quarter of a second", {}, 1, 0, 250],
    ["below a ceiling of 1 s at first", {}, 1, 1, 1_250],
    ["the ceiling doubles", {}, 2, 1, 2_000],
    ["and doubles", {}, 3, 1, 4_000],
    ["up to 15 s", {}, 5, 1, 15_000],
    ["and stays there", {}, 1_000_000, 1, 15_000],
    ["full jitter: half the chance, half the span", {}, 5, 0.5, 250 + 14_750 / 2],
    ["throttled: below 4 s at first", throttled, 1, 1, 4_250],
    ["throttled: the ceiling doubles", throttled, 2, 1, 8_000],
    ["throttled: up to 15 s", throttled, 3, 1, 15_000],
    ["Retry-After is the floor", { retryAfterMs: 5_000 }, 1, 0, 5_000],
    ["Retry-After is the floor, chance comes on top", { retryAfterMs: 5_000 }, 1, 1, 6_000],
    ["a Retry-After longer than the ceiling counts whole", { retryAfterMs: 120_000 }, 1, 0, 120_000],
    ["a Retry-After of zero does not spin", { retryAfterMs: 0 }, 1, 0, 250],
    ["missing: every 2 s, whatever the chance", { retryability: "missing" }, 7, 0.9, 2_000],
  ];
  for (const [rule, about, inARow, chance, expected] of cases) {
    it(rule, () => {
      const elapsed = about.retryability === "missing" ? 1_000 : minute;
      expect(pause(about, inARow, chance, elapsed)).to.equal(expected);
    });
  }

  const ends: [rule: string, about: Partial<Problem>, elapsedMs: number, expected: number][] = [
    ["a pause ends at the deadline", {}, 3_599_900, 100],
    ["so does a Retry-After beyond it", { retryAfterMs: 9e9 }, minute, 3_600_000 - minute],
    ["so does one without end", { retryAfterMs: Infinity }, minute, 3_600_000 - minute],
    ["missing: a pause ends with the grace time", { retryability: "missing" }, 29_000, 1_000],
    ["another problem's pause does not end with the grace time", { retryAfterMs: 5_000 }, 29_000, 5_000],
  ];
  for (const [rule, about, elapsedMs, expected] of ends) {
    it(rule, () => expect(pause(about, 1, 0, elapsedMs)).to.equal(expected));
  }

  it("missing: the deadline comes first when it is before the end of the grace time", () => {
    expect(pause({ retryability: "missing" }, 1, 0, 9_500, { ...policy, timeoutMs: 10_000 })).to.equal(500);
  });

  it("nothing is left of a pause when the poll itself went past the deadline", () => {
    const seen = saw(creating);
    const ended = (elapsedMs: number) =>
      kindOf(decide(advance(nothingSeen, seen, elapsedMs), seen, 3_599_000, 0.5, policy));
    expect(ended(3_601_250)).to.deep.equal({ kind: "poll-again", afterMs: 0 });
    // A poll so late after the deadline would be cut off at once.
    expect(ended(3_601_251)).to.equal("timed-out");
  });
});

describe("decide: the pause after a snapshot", () => {
  it("is the schedule's, at the policy's pace and with the chance that was given", () => {
    const now = advance(nothingSeen, saw(creating), minute);
    for (const polling of ["eager", "calm"] as const) {
      const decision = decide(now, saw(creating), minute, 0.9, { ...policy, polling });
      expect(decision).to.deep.equal({ kind: "poll-again", afterMs: nextDelayMs(now.fit, polling, 0.9) });
    }
  });

  it("ends at the deadline", () => {
    const { decision } = afterPoll(saw(creating), nothingSeen, 3_599_999);
    expect(decision).to.deep.equal({ kind: "poll-again", afterMs: 1 });
  });
});

describe("pollLimits: nothing lasts longer than 1.5 s after the deadline", () => {
  const cases: [elapsedMs: number, requestMs: number, turnMs: number, totalMs: number][] = [
    [0, 30_000, 3_600_000, 3_601_500],
    [3_570_000, 30_000, 30_000, 31_500],
    [3_590_000, 11_500, 10_000, 11_500],
    [3_600_000, 1_500, 0, 1_500],
    [3_601_250, 250, 0, 250],
    // Nobody begins so late, unless the machine was too busy to begin sooner.
    [3_601_251, 1_500, 0, 1_500],
  ];
  for (const [elapsedMs, requestMs, turnMs, totalMs] of cases) {
    it(`after ${elapsedMs} ms of an hour`, () =>
      expect(pollLimits(policy, elapsedMs, true)).to.deep.equal({ requestMs, turnMs, totalMs }));
  }

  it("a single poll: 5 s for a request, 10 s in all from when the first one leaves, and ten minutes until it leaves", () => {
    const once = { ...policy, ...singlePoll };
    expect(pollLimits(once, 0, false)).to.deep.equal({ requestMs: 5_000, turnMs: 600_000, totalMs: 605_000 });
    expect(pollLimits(once, 7_000, true)).to.deep.equal({ requestMs: 3_000, turnMs: 1_500, totalMs: 3_000 });
    expect(pollLimits(once, 8_500, true)).to.deep.equal({ requestMs: 1_500, turnMs: 0, totalMs: 1_500 });
  });
});

describe("decide: a single poll", () => {
  const once = { ...policy, ...singlePoll, graceMs: 0 };
  const afterPollAt = (seen: PollResult, polledAtMs: number) =>
    kindOf(decide(advance(nothingSeen, seen, polledAtMs), seen, polledAtMs, 0, once));

  it("any snapshot ends it", () => {
    expect(afterPollAt(saw(creating), 0)).to.equal("timed-out");
    expect(afterPollAt(saw(success), 0)).to.equal("succeeded");
  });

  it("a problem that time may mend gets a second chance, until 8.5 s", () => {
    const problem: PollResult = { kind: "problem", problem: problemOf() };
    expect(afterPollAt(problem, 0)).to.deep.equal({ kind: "poll-again", afterMs: 250 });
    expect(afterPollAt(problem, 8_400)).to.deep.equal({ kind: "poll-again", afterMs: 100 });
    expect(afterPollAt(problem, 8_500)).to.equal("timed-out");
  });

  it("any other problem ends it", () => {
    expect(afterPollAt({ kind: "problem", problem: missing }, 0)).to.equal("missing");
    const refused = problemOf({ code: "APIG_FORBIDDEN", retryability: "give-up" });
    expect(afterPollAt({ kind: "problem", problem: refused }, 0)).to.equal("refused");
  });
});

describe("afterSuspension: the deadline of a machine that slept", () => {
  const deadlineAfter = (elapsedMs: number, dueMs: number) => afterSuspension(policy, elapsedMs, dueMs).timeoutMs;

  it("leaves the time of a single poll, where it slept for more than five seconds", () => {
    expect(deadlineAfter(3_605_000, 3_600_000)).to.equal(3_600_000);
    expect(deadlineAfter(3_605_001, 3_600_000)).to.equal(3_613_501);
  });

  it("stays where there is more time left than that", () => {
    expect(deadlineAfter(minute, 0)).to.equal(3_600_000);
    expect(afterSuspension(policy, 3_591_500, 0)).to.equal(policy);
  });
});
