import { getEventListeners } from "node:events";
import { expect } from "chai";
import sinon, { type SinonFakeTimers } from "sinon";
import { systemClock, unlessAborted, withDeadline, withSignal } from "../../provider/clock";
import { fakeTimers } from "./helpers/fakeTimers";

const day = 24 * 60 * 60 * 1000;

describe("systemClock", () => {
  let time: SinonFakeTimers;
  beforeEach(() => {
    time = fakeTimers();
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

describe("withDeadline", () => {
  const error = () => new Error("late");
  const never = () => new Promise<string>(() => {});
  const ended = (task: Promise<unknown>) => task.then(String, ({ message }: Error) => message);

  it("gives what the task gives, and leaves neither timer nor listener, also where the task fails", async () => {
    const [set, clear] = [sinon.spy(globalThis, "setTimeout"), sinon.spy(globalThis, "clearTimeout")];
    const { signal: outer } = new AbortController();
    try {
      expect(await withDeadline({ ms: 54_321, outer, error }, async () => "done")).to.equal("done");
      expect(await ended(withDeadline({ ms: 54_321, outer, error }, () => Promise.reject(new Error("no"))))).to.equal(
        "no",
      );
      expect(await ended(withDeadline({ ms: 5, outer, error }, never))).to.equal("late");
      for (const { returnValue } of set.getCalls()) expect(clear.calledWith(returnValue)).to.equal(true);
    } finally {
      set.restore();
      clear.restore();
    }
    expect(getEventListeners(outer, "abort")).to.deep.equal([]);
  });

  it("ends with the outer signal at once, though the task goes on, and aborts the task's own", async () => {
    const stop = new AbortController();
    let own: AbortSignal | undefined;
    const task = withDeadline({ ms: 54_321, outer: stop.signal, error }, (cut) => {
      own = cut;
      return never();
    });
    stop.abort();
    expect(await ended(task)).to.equal("late");
    expect(own?.aborted).to.equal(true);
  });

  it("does not begin when it is too late already", async () => {
    let begun = 0;
    const act = async () => String(++begun);
    expect(await ended(withDeadline({ ms: 54_321, outer: AbortSignal.abort(), error }, act))).to.equal("late");
    expect(begun).to.equal(0);
  });
});

describe("unlessAborted", () => {
  it("leaves no listener on a signal that goes on, whether the task gives something or fails", async () => {
    const { signal } = new AbortController();
    const error = () => new Error("late");
    expect(await unlessAborted(Promise.resolve("done"), signal, error)).to.equal("done");
    await unlessAborted(Promise.reject(new Error("no")), signal, error).catch(() => {});
    await new Promise(setImmediate);
    expect(getEventListeners(signal, "abort")).to.deep.equal([]);
  });
});

describe("withSignal", () => {
  it("has one listener on a signal however many tasks follow it, and none after the last of them", async () => {
    const outer = new AbortController();
    const listeners = () => getEventListeners(outer.signal, "abort").length;
    const stopped: number[] = [];
    const task = (number: number) =>
      withSignal(outer.signal, async ({ signal }) => {
        await systemClock.sleep(60_000, signal);
        stopped.push(number);
      });
    let over = () => {};
    const first = withSignal(outer.signal, () => new Promise<void>((done) => (over = done)));
    const others = Array.from({ length: 25 }, (_, number) => task(number));
    expect(listeners()).to.equal(1);
    over();
    await first;
    expect(listeners()).to.equal(1);
    outer.abort();
    await Promise.all(others);
    expect([stopped.length, listeners()]).to.deep.equal([25, 0]);
    await task(26);
    expect(stopped.at(-1)).to.equal(26);
  });

  it("gives the task a signal that aborts with the outer one, or by itself, which the outer one does not notice", async () => {
    const outer = new AbortController();
    await withSignal(outer.signal, async (own) => {
      own.abort();
      expect(outer.signal.aborted).to.equal(false);
    });
    expect(getEventListeners(outer.signal, "abort")).to.deep.equal([]);
    await withSignal(outer.signal, async (own) => {
      outer.abort("why");
      expect([own.signal.aborted, own.signal.reason]).to.deep.equal([true, "why"]);
    });
    expect(await withSignal(outer.signal, async ({ signal }) => signal.aborted)).to.equal(true);
  });
});
