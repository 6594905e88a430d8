import { setMaxListeners } from "node:events";
import { expect } from "chai";
import { RateLimiter, type Turn } from "../../../provider/http/rateLimiter";
import { problemOf } from "../helpers/pollResults";
import { SharedClock } from "../helpers/sharedClock";

const throttled = (retryAfterMs: number | null) =>
  problemOf({ code: "APIG_THROTTLED", text: "HTTP 429", retryAfterMs });
const host = "https://apig.example";

describe("RateLimiter", () => {
  let clock: SharedClock;
  let limiter: RateLimiter;
  beforeEach(() => {
    clock = new SharedClock();
    limiter = new RateLimiter(clock, () => 0);
  });

  /** When each of them gets its turn. */
  const turnsOf = async (turns: readonly Turn[]) => {
    const all = turns.map((turn) => limiter.acquire(host, turn).then(() => clock.now()));
    await clock.runUntilIdle();
    return Promise.all(all);
  };
  const many = (count: number, turn: Turn = {}) => Array.from({ length: count }, () => ({ ...turn }));

  it("holds back those too who were waiting for their turn when the 429 came, and lets them in one by one", async () => {
    const turns: number[] = [];
    const all = ["a", "b", "c"].map((path) => limiter.acquire(`${host}/${path}`).then(() => turns.push(clock.now())));
    const elsewhere = limiter.acquire("https://other.example").then(() => clock.now());
    limiter.onThrottled(host, throttled(1_000));
    await clock.runUntilIdle();
    await Promise.all(all);
    expect(turns).to.have.length(3);
    expect(turns.slice(1).every((at) => at >= 1_000)).to.equal(true);
    expect(new Set(turns).size).to.equal(3);
    expect(await elsewhere).to.equal(0);
  });

  it("lets a turn come at the caller's own deadline, whatever holds the host back", async () => {
    limiter.onThrottled(host, throttled(60_000));
    expect(await turnsOf([{}, { untilMs: 10_000 }, { untilMs: 5_000 }])).to.deep.equal([60_000, 10_000, 5_000]);
  });

  it("also where that becomes earlier while it waits", async () => {
    limiter.onThrottled(host, throttled(60_000));
    const turn: Turn = { untilMs: 50_000 };
    const came = turnsOf([turn]);
    turn.untilMs = 5_000;
    turn.wake?.();
    expect(await came).to.deep.equal([5_000]);
  });

  it("so does a long queue", async () => {
    const turns = await turnsOf([...many(400), { untilMs: 2_000 }]);
    expect(turns.at(-1)).to.equal(2_000);
    expect(turns.at(-2)).to.be.at.least(10_000);
  });

  it("ends a wait for a turn when its signal aborts, also behind others", async () => {
    limiter.onThrottled(host, throttled(60_000));
    const stop = new AbortController();
    const ends: number[] = [];
    for (const _ of [1, 2]) limiter.acquire(host, {}, stop.signal).then(() => ends.push(clock.now()));
    stop.abort();
    await clock.runUntilIdle();
    expect(ends).to.deep.equal([0, 0]);
    await limiter.acquire(host, {}, stop.signal);
  });

  it("gives the place of one that was stopped to the next", async () => {
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const stopped = many(500).map((turn) => limiter.acquire(host, turn, stop.signal));
    const next = limiter.acquire(host).then(() => clock.now());
    stop.abort();
    await clock.runUntilIdle();
    await Promise.all(stopped);
    expect(await next).to.be.at.most(100);
    // Nor do turns that nobody took count against the pace.
    for (let answers = 0; answers < 12; answers++) limiter.onAnswered(host);
    expect((await turnsOf(many(290))).at(-1)).to.be.below(3_200);
  });

  it("paces each host by its own answers", async () => {
    limiter.onThrottled(host, throttled(0));
    const turns = await turnsOf(many(3));
    expect(turns.map((at, index) => at - (turns[index - 1] ?? 0))).to.deep.equal([300, 225, 225]);
    limiter.onAnswered("https://other.example/v2");
    const [first = 0, second = 0] = await turnsOf(many(2));
    expect(second - first).to.equal(225);
  });

  it("tells those who are held back by what and for how long, and nobody else", async () => {
    const told: [number, string, number][] = [];
    const who = (index: number, turn: Turn = {}): Turn => ({
      ...turn,
      onHeld: ({ text }, ms) => told.push([index, text, ms]),
    });
    await turnsOf([who(0), who(1)]);
    expect(told).to.deep.equal([]);
    limiter.onThrottled(host, throttled(20_000));
    await turnsOf([who(2), who(3, { untilMs: clock.now() + 5_000 })]);
    expect(told.slice(0, 2)).to.deep.equal([
      [2, "HTTP 429", 20_000],
      [3, "HTTP 429", 5_000],
    ]);
  });

  it("a 429 that asks for nothing holds back for 4 s, any other problem not at all", async () => {
    limiter.onThrottled(host, problemOf({ retryAfterMs: 9_000 }));
    expect(await turnsOf([{}])).to.deep.equal([0]);
    limiter.onThrottled(host, throttled(null));
    expect(await turnsOf([{}])).to.deep.equal([4_000]);
  });
});
