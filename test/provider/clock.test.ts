import { getEventListeners } from "node:events";
import { expect } from "chai";
import sinon, { type SinonFakeTimers } from "sinon";
import { systemClock } from "../../provider/clock";

const day = 24 * 60 * 60 * 1000;

describe("systemClock", () => {
  let time: SinonFakeTimers;
  beforeEach(() => {
    time = sinon.useFakeTimers({ now: Date.UTC(2026, 0, 2) });
  });
  afterEach(() => time.restore());

  /** Whether a promise has settled by now, and how. */
  const watch = (sleep: Promise<void>) => {
    const seen = { ended: false };
    sleep.then(() => {
      seen.ended = true;
    });
    return seen;
  };

  const lengths: [what: string, ms: number][] = [
    ["a short sleep", 1_500],
    ["the longest that Node.js's own timer can do", 2 ** 31 - 1],
    ["one millisecond more", 2 ** 31],
    ["40 days", 40 * day],
    ["100 days", 100 * day],
  ];
  for (const [what, ms] of lengths) {
    it(`${what} ends after its time, not before`, async () => {
      const sleep = watch(systemClock.sleep(ms));
      await time.tickAsync(ms - 1);
      expect(sleep.ended).to.equal(false);
      await time.tickAsync(1);
      expect(sleep.ended).to.equal(true);
      expect(time.countTimers()).to.equal(0);
    });
  }

  for (const ms of [0, -1]) {
    it(`a sleep of ${ms} ms sets no timer`, async () => {
      await systemClock.sleep(ms);
      expect(time.countTimers()).to.equal(0);
    });
  }

  it("ends at once when it is stopped, in the first timer and in a later one, and leaves nothing behind", async () => {
    for (const after of [10, 30 * day]) {
      const stop = new AbortController();
      const sleep = watch(systemClock.sleep(40 * day, stop.signal));
      await time.tickAsync(after);
      expect([sleep.ended, time.countTimers()]).to.deep.equal([false, 1]);
      stop.abort();
      await time.tickAsync(0);
      expect([sleep.ended, time.countTimers()]).to.deep.equal([true, 0]);
      expect(getEventListeners(stop.signal, "abort")).to.deep.equal([]);
    }
  });

  it("does not begin when it was stopped before", async () => {
    await systemClock.sleep(day, AbortSignal.abort());
    expect(time.countTimers()).to.equal(0);
  });

  it("leaves no listener on the signal when it ends by itself", async () => {
    const { signal } = new AbortController();
    const sleep = systemClock.sleep(60 * day, signal);
    await time.tickAsync(60 * day);
    await sleep;
    expect(getEventListeners(signal, "abort")).to.deep.equal([]);
  });

  it("goes on evenly when the machine's date jumps, both ways", async () => {
    const begun = systemClock.now();
    time.setSystemTime(Date.UTC(2040, 0, 1));
    expect(systemClock.now() - begun).to.equal(0);
    time.setSystemTime(Date.UTC(1999, 0, 1));
    await time.tickAsync(250);
    expect(systemClock.now() - begun).to.equal(250);
  });
});
