import { expect } from "chai";
import {
  afterAnswer,
  afterBegin,
  afterThrottling,
  earliestMs,
  freshPace,
  type Pace,
} from "../../../provider/http/pace";

/** So many requests, each as early as it may be and answered at once; and when that is done. */
function requests(count: number, from: Pace, nowMs = 0): [pace: Pace, nowMs: number] {
  let [pace, now] = [from, nowMs];
  for (let index = 0; index < count; index++) {
    now = Math.max(now, earliestMs(pace));
    pace = afterAnswer(afterBegin(pace, now, 0.5));
  }
  return [pace, now];
}

const throttled = (pace: Pace, nowMs: number, retryAfterMs: number | null = null, chance = 0) =>
  afterThrottling(pace, nowMs, retryAfterMs, chance);

describe("the pace of a process at a host", () => {
  it("begins at ten a second, is at a hundred after a dozen answers, and at ten again after 300 requests", () => {
    const [after, now] = requests(300, freshPace);
    expect(now).to.be.within(3_000, 3_600);
    expect(after.intervalMs).to.equal(10);
    const [, later] = requests(300, after, now);
    expect(later - now).to.be.within(25_000, 30_000);
  });

  it("a throttled process waits as long as it is asked to, 4 s by default, spread over 2 s more", () => {
    const wishes: [retryAfterMs: number | null, chance: number, untilMs: number][] = [
      [null, 0, 5_000],
      [null, 0.5, 6_000],
      [60_000, 0, 61_000],
      [0, 0.5, 2_000],
    ];
    for (const [wish, chance, untilMs] of wishes) {
      expect(earliestMs(throttled(freshPace, 1_000, wish, chance))).to.equal(untilMs);
    }
    const held = throttled(freshPace, 0, 60_000);
    expect(throttled(held, 1_000, 1_000).heldMs).to.equal(60_000);
  });

  it("one 429 costs a stack of 300 ready gateways some seconds beside what it asks for", () => {
    const [begun, now] = requests(20, freshPace);
    const [pace, end] = requests(280, throttled(begun, now), now);
    const [, without] = requests(300, freshPace);
    expect(end - without).to.be.within(4_000, 20_000);
    expect(pace.intervalMs).to.be.below(60);
  });

  it("one that comes after a quiet minute halves the allowed rate; another soon after that, the process's own", () => {
    const slow = { ...freshPace, intervalMs: 1_000 };
    const once = throttled(slow, 100_000);
    expect(once.intervalMs).to.equal(2_000);
    // One request in the last 10 s or so.
    const begun = afterBegin(once, 110_000, 0);
    expect(throttled(begun, 110_000).intervalMs).to.equal(10_000);
    expect(throttled({ ...begun, slowedMs: 49_000 }, 110_000).intervalMs).to.equal(4_000);
  });

  it("those that come while it is held back are the same throttling", () => {
    const once = throttled(freshPace, 0);
    expect(throttled(once, 3_999).intervalMs).to.equal(once.intervalMs);
    expect(throttled(once, 3_999).heldMs).to.equal(7_999);
    expect(throttled(afterBegin(once, 4_000, 0), 4_000).intervalMs).to.be.above(once.intervalMs);
  });

  it("the slower it is, the larger a share an answer adds", () => {
    const shareAt = (intervalMs: number) =>
      intervalMs / afterAnswer({ ...freshPace, slowedMs: 0, intervalMs }).intervalMs - 1;
    expect(shareAt(1_000)).to.be.closeTo(0.08, 1e-9);
    expect(shareAt(100_000)).to.be.closeTo(0.8, 1e-9);
    expect(afterAnswer({ ...freshPace, slowedMs: 0, intervalMs: 10 }).intervalMs).to.equal(10);
  });

  it("never takes longer than two minutes from one request to the next", () => {
    let pace = freshPace;
    for (let time = 0; time < 30; time++) pace = throttled(afterBegin(pace, time * 1e6, 0), time * 1e6);
    expect(pace.intervalMs).to.equal(120_000);
  });
});
