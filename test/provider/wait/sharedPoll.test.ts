import { expect } from "chai";
import type { Clock } from "../../../provider/clock";
import type { PollResult } from "../../../provider/core/decide";
import { RateLimiter } from "../../../provider/http/rateLimiter";
import { SharedPolls } from "../../../provider/wait/sharedPoll";
import { wait } from "../../../provider/waiter";
import { creating, problemOf, saw, success } from "../helpers/pollResults";

/** A clock for many sleepers: time jumps to the next of them once nobody has anything else to do. */
class SharedClock implements Clock {
  private time = 0;
  private sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  now = () => this.time;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.time + ms, wake: resolve };
      this.sleepers.push(sleeper);
      const stop = () => {
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        resolve();
      };
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  async runUntilIdle(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      this.sleepers.sort((a, b) => a.at - b.at);
      const next = this.sleepers.shift();
      if (next === undefined) return;
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}

const policy = { timeoutMs: 3_600_000, graceMs: 0, polling: "eager" } as const;
/** Chance that is not the same for everybody. */
const chances = () => {
  let turn = 0;
  return () => (turn++ * 0.37) % 1;
};

describe("waits of one process", () => {
  /** Runs waits for these gateways, each ready after 400 s; what looks cost the API. */
  async function waitForAll(ids: readonly string[], throttledAt?: number) {
    const clock = new SharedClock();
    const [series, pace, random] = [new SharedPolls(clock), new RateLimiter(clock), chances()];
    const looks: { readonly id: string; readonly at: number }[] = [];
    const lookAt = async (id: string): Promise<PollResult> => {
      await pace.acquire("https://apig.example");
      looks.push({ id, at: clock.now() });
      if (throttledAt !== undefined && looks.length === throttledAt) {
        const problem = problemOf({ code: "APIG_THROTTLED", text: "HTTP 429", retryAfterMs: 20_000 });
        pace.onThrottled("https://apig.example", problem);
        return { kind: "problem", problem };
      }
      return saw(clock.now() < 400_000 ? creating : success);
    };
    const ends: number[] = [];
    const waits = ids.map((id) =>
      series.use(id, async (one) => {
        const outcome = await wait(() => one.poll(() => lookAt(id)), policy, {
          clock,
          random,
          pause: one.pause.bind(one),
        });
        ends.push(clock.now());
        return outcome;
      }),
    );
    await clock.runUntilIdle();
    return { outcomes: await Promise.all(waits), looks, ends };
  }

  it("for the same gateway share one series of looks, and all end with the look that sees it ready", async () => {
    const alone = await waitForAll(["orders"]);
    const { outcomes, looks, ends } = await waitForAll(Array(50).fill("orders"));
    expect(outcomes.map(({ kind }) => kind)).to.deep.equal(Array(50).fill("succeeded"));
    expect(looks.length).to.be.within(alone.looks.length, alone.looks.length * 1.3);
    expect(new Set(ends).size).to.equal(1);
  });

  it("for many gateways look one after the other, at a pace that the API bears for hours", async () => {
    const { outcomes, looks, ends } = await waitForAll(Array.from({ length: 250 }, (_, index) => `gateway-${index}`));
    expect(outcomes.every(({ kind }) => kind === "succeeded")).to.equal(true);
    const gaps = looks.slice(1).map(({ at }, index) => at - (looks[index]?.at ?? 0));
    expect(Math.min(...gaps)).to.be.at.least(10);
    // They would like to look 30 times a second.
    expect(looks.length).to.be.within(4_000, 300 + (10 * Math.max(...ends)) / 1_000 + 1);
  });

  it("are all held back by one 429, and do not come back all at once", async () => {
    const { outcomes, looks } = await waitForAll(["one", "two", "three", "four"], 9);
    expect(outcomes.every(({ kind }) => kind === "succeeded")).to.equal(true);
    const throttled = looks[8]?.at ?? 0;
    const after = looks.slice(9).map(({ at }) => at - throttled);
    expect(after[0]).to.be.at.least(20_000);
    expect(new Set(after).size).to.equal(after.length);
  });
});

describe("Pace", () => {
  it("holds back those too who were waiting for their turn when the 429 came, and lets them in one by one", async () => {
    const clock = new SharedClock();
    const pace = new RateLimiter(clock);
    const turns: number[] = [];
    const all = ["a", "b", "c"].map((path) =>
      pace.acquire(`https://apig.example/${path}`).then(() => turns.push(clock.now())),
    );
    const elsewhere = pace.acquire("https://other.example").then(() => clock.now());
    pace.onThrottled(
      "https://apig.example",
      problemOf({ code: "APIG_THROTTLED", text: "HTTP 429", retryAfterMs: 1_000 }),
    );
    await clock.runUntilIdle();
    await Promise.all(all);
    expect(turns).to.have.length(3);
    expect(turns.slice(1).every((at) => at >= 1_000)).to.equal(true);
    expect(new Set(turns).size).to.equal(3);
    expect(await elsewhere).to.equal(0);
  });
});
