import { getEventListeners } from "node:events";
import { expect } from "chai";
import type { SinonFakeTimers } from "sinon";
import { systemClock } from "../../../provider/clock";
import { type Outcome, type Policy, type PollResult, singlePoll } from "../../../provider/core/decide";
import type { ApiConnection } from "../../../provider/credentials/connections";
import { ApigError } from "../../../provider/errors";
import { RateLimiter } from "../../../provider/http/rateLimiter";
import type { Reply, Send } from "../../../provider/http/transport";
import { GatewayPolls } from "../../../provider/wait/gatewayPolls";
import { wait } from "../../../provider/waiter";
import { connectionTo, reply } from "../helpers/connection";
import { fakeTimers } from "../helpers/fakeTimers";

const tenSeconds: Policy = { timeoutMs: 10_000, graceMs: 0, polling: "eager" };
const single: Policy = { ...singlePoll, graceMs: 0, polling: "eager" };
const hang = () => new Promise<Reply>(() => {});
const throttled = (wish?: string) => async () =>
  reply(429, {}, { date: "Fri, 02 Jan 2026 12:00:00 GMT", ...(wish && { "retry-after": wish }) });
const ready = reply(200, { status: "success" });

describe("a wait's own deadline", () => {
  let time: SinonFakeTimers;
  beforeEach(() => {
    time = fakeTimers();
  });
  afterEach(() => time.restore());

  interface Setup {
    readonly send: Send;
    readonly open?: () => Promise<ApiConnection>;
    readonly policy?: Policy;
    readonly signal?: AbortSignal;
    readonly limiter?: RateLimiter;
    /** Of another wait for the same gateway. */
    readonly polls?: GatewayPolls;
  }

  const pollsOf = ({ send, open, limiter = new RateLimiter(systemClock, () => 0) }: Setup) => {
    const api = connectionTo(send, limiter);
    return new GatewayPolls("gw", { endpoint: api.endpoint, open: open ?? (async () => api) }, systemClock);
  };

  async function run({ send, policy = tenSeconds, signal, ...setup }: Setup) {
    const requests: number[] = [];
    const began = systemClock.now();
    const counted: Send = (request) => {
      requests.push(Math.round(systemClock.now() - began));
      return send(request);
    };
    const { poll } = setup.polls ?? pollsOf({ ...setup, send: counted });
    const around = { clock: systemClock, random: () => 0.5, ...(signal && { signal }) };
    let outcome: Outcome | undefined;
    const waiting = wait(poll, policy, around).then((end) => {
      outcome = end;
    });
    for (let ms = 0; ms < 120_000 && outcome === undefined; ms += 100) await time.tickAsync(100);
    await waiting;
    return { outcome: outcome as unknown as Outcome, requests, endedMs: systemClock.now() - began };
  }

  const rows: [what: string, send: Send][] = [
    ["a 429 that asks for a minute", throttled("60")],
    ["a 429 that asks for 3,000 years", throttled("99999999999")],
    ["a 429 that asks for the year 9999", throttled("Fri, 31 Dec 9999 23:59:59 GMT")],
    ["a 429 that asks for nothing", throttled()],
    ["a 503 that asks for ten minutes", async () => reply(503, {}, { "retry-after": "600" })],
    ["a server that answers nothing else", async () => reply(200, { status: "creating" })],
  ];
  for (const [what, send] of rows) {
    it(`${what}: the last request is at the deadline, and the wait ends with it`, async () => {
      const { outcome, requests, endedMs } = await run({ send });
      expect(outcome.kind).to.equal("timed-out");
      expect(requests.at(-1)).to.be.within(10_000, 10_100);
      expect(endedMs).to.be.within(10_000, 10_200);
    });
  }

  it("a host that another wait's 429 holds back gets one last request, too", async () => {
    const limiter = new RateLimiter(systemClock, () => 0);
    const problem = { code: "APIG_THROTTLED", retryability: "retry", text: "" } as const;
    limiter.onThrottled("https://apig.example", { ...problem, retryAfterMs: 60_000 });
    const { outcome, requests } = await run({ send: async () => ready, limiter });
    expect([outcome.kind, requests]).to.deep.equal(["succeeded", [10_000]]);
  });

  it("a request that another wait holds back for the same gateway leaves in time for the one that is in a hurry", async () => {
    const limiter = new RateLimiter(systemClock, () => 0);
    const problem = { code: "APIG_THROTTLED", retryability: "retry", text: "" } as const;
    limiter.onThrottled("https://apig.example", { ...problem, retryAfterMs: 60_000 });
    const [began, sentMs]: [number, number[]] = [systemClock.now(), []];
    const send = async () => {
      sentMs.push(Math.round(systemClock.now() - began));
      return ready;
    };
    const polls = pollsOf({ send, limiter });
    const patient = { ...tenSeconds, timeoutMs: 3_600_000 };
    const first = run({ send, polls, policy: patient });
    const { outcome } = await run({ send, polls });
    expect([outcome.kind, (await first).outcome.kind]).to.deep.equal(["succeeded", "succeeded"]);
    expect(sentMs).to.deep.equal([10_000]);
  });

  const hanging: [what: string, setup: Setup, told: RegExp][] = [
    ["a request that hangs", { send: hang }, /no answer within 11\.5 s$/],
    [
      "a connection that is never found out",
      { send: hang, open: () => new Promise(() => {}) },
      /not sent within 12s, because a login, or another request with this credential, did not end$/,
    ],
  ];
  for (const [what, setup, told] of hanging) {
    it(`${what} ends within 2 s after the deadline`, async () => {
      const { outcome, endedMs } = await run(setup);
      expect(outcome.kind).to.equal("timed-out");
      expect(outcome.lastProblem?.text).to.match(told);
      expect(endedMs).to.be.within(10_000, 12_000);
      await time.tickAsync(1);
      expect(time.countTimers()).to.equal(0);
    });
  }

  it("an answer that comes just after it is followed by the last request", async () => {
    let turn = 0;
    const send = async () => {
      if (turn++ > 0) return ready;
      return new Promise<Reply>((resolve) => setTimeout(() => resolve(reply(503, {})), 10_300));
    };
    const { outcome, requests } = await run({ send });
    expect([outcome.kind, requests]).to.deep.equal(["succeeded", [0, 10_300]]);
  });

  it("a wait that is stopped ends at once, wherever it waits, and leaves nothing behind", async () => {
    const limiter = new RateLimiter(systemClock, () => 0);
    const problem = { code: "APIG_THROTTLED", retryability: "retry", text: "" } as const;
    limiter.onThrottled("https://apig.example", { ...problem, retryAfterMs: 60_000 });
    for (const setup of [...hanging.map(([, each]) => each), { send: hang, limiter }]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 3_000);
      const { outcome, requests, endedMs } = await run({ ...setup, signal: stop.signal });
      expect(outcome.kind).to.equal("interrupted");
      // What was given up before its turn came is never sent.
      expect(requests.filter((at) => at > 0)).to.deep.equal([]);
      if ("limiter" in setup) expect(requests).to.deep.equal([]);
      expect(endedMs).to.be.within(3_000, 3_200);
      await time.tickAsync(1);
      expect(time.countTimers()).to.equal(0);
      expect(getEventListeners(stop.signal, "abort")).to.deep.equal([]);
    }
  });

  describe("a single poll", () => {
    const once = (first: Send) => {
      let turn = 0;
      return (request: Parameters<Send>[0]) => (turn++ === 0 ? first(request) : Promise.resolve(ready));
    };
    const reset = () => Promise.reject(new ApigError("APIG_UNREACHABLE", "read ECONNRESET"));
    const chances: [what: string, first: Send][] = [
      ["429", throttled()],
      ["a 429 that asks for 5 s", throttled("5")],
      ["503", async () => reply(503, {})],
      ["reset", reset],
    ];
    for (const [what, first] of chances) {
      it(`survives one ${what}`, async () => {
        const { outcome, endedMs } = await run({ send: once(first), policy: single });
        expect([outcome.kind, outcome.polls]).to.deep.equal(["succeeded", 2]);
        expect(endedMs).to.be.below(10_000);
      });
    }

    const ends: [what: string, send: Send][] = [
      ["a 429 that asks for a minute", throttled("60")],
      ["503 for ever", async () => reply(503, {})],
      ["resets for ever", reset],
    ];
    for (const [what, send] of ends) {
      it(`fails 10 s after its first request at the latest: ${what}`, async () => {
        const { outcome, endedMs } = await run({ send, policy: single });
        expect(outcome.kind).to.equal("timed-out");
        expect(endedMs).to.be.within(8_500, 10_000);
      });
    }
  });
});

describe("waits that share a request", () => {
  const limits = { requestMs: 1e6, turnMs: 0, totalMs: 1e6 };
  /** Begins a poll, and lets it come to its request. */
  const begin = async (polls: GatewayPolls) => {
    const stop = new AbortController();
    let sent = 0;
    const poll = polls.poll(limits, { signal: stop.signal, onSent: () => void sent++, onHeld: () => {} });
    await new Promise(setImmediate);
    return { poll, stop, sent: () => sent };
  };
  const answered = async (poll: Promise<PollResult>) => {
    const seen = await poll;
    return seen.kind === "problem" ? seen.problem.code : seen.snapshot.status;
  };

  it("leave it to the others when they give up; the last one ends it, and a new one begins anew", async () => {
    const signals: AbortSignal[] = [];
    let answer = (_: Reply) => {};
    const send: Send = ({ signal }) => {
      signals.push(signal as AbortSignal);
      return new Promise<Reply>((resolve) => {
        answer = resolve;
      });
    };
    const api = connectionTo(send, new RateLimiter(systemClock, () => 0));
    const polls = new GatewayPolls("gw", { endpoint: api.endpoint, open: async () => api }, systemClock);
    const [one, two] = [await begin(polls), await begin(polls)];
    one.stop.abort();
    expect(await answered(one.poll)).to.equal("APIG_UNREACHABLE");
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false]);
    answer(ready);
    expect(await answered(two.poll)).to.equal("success");
    expect([one.sent(), two.sent()]).to.deep.equal([1, 1]);

    const heard: unknown[] = [];
    const three = await begin(polls);
    const listening = polls.pause(1e6).then((seen) => heard.push(seen));
    three.stop.abort();
    await answered(three.poll);
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, true]);
    answer(ready);
    await new Promise(setImmediate);
    // What a given-up request says is news for nobody.
    expect(heard).to.deep.equal([]);
    const four = await begin(polls);
    expect(signals.length).to.equal(3);
    answer(ready);
    expect(await answered(four.poll)).to.equal("success");
    await listening;
    expect(heard).to.have.length(1);
  });
});
