import { expect } from "chai";
import { systemClock } from "../../../provider/clock";
import { getOrCreate } from "../../../provider/core/getOrCreate";
import type { ApiConnection } from "../../../provider/credentials/connections";
import { RateLimiter } from "../../../provider/http/rateLimiter";
import type { HttpRequest, Reply } from "../../../provider/http/transport";
import { GatewayPolls } from "../../../provider/wait/gatewayPolls";
import { type WaiterDeps, wait } from "../../../provider/waiter";
import { connectionTo, reply } from "../helpers/connection";
import { SharedClock } from "../helpers/sharedClock";

const policy = { timeoutMs: 3_600_000, graceMs: 0, polling: "eager" } as const;
/** Chance that is not the same for everybody. */
const chances = () => {
  let turn = 0;
  return () => (turn++ * 0.37) % 1;
};

describe("waits of one process", () => {
  /** Runs waits for these gateways, each ready after so many milliseconds; what polls cost the API. */
  async function waitForAll(ids: readonly string[], throttledAt?: number, readyMs = 400_000) {
    const clock = new SharedClock();
    const [open, limiter, random] = [new Map<string, GatewayPolls>(), new RateLimiter(clock, () => 0), chances()];
    const polls: { readonly id: string; readonly at: number }[] = [];
    const answer = ({ url }: HttpRequest): Reply => {
      polls.push({ id: url, at: clock.now() });
      if (polls.length === throttledAt) return reply(429, {}, { "retry-after": "20" });
      return reply(200, { status: clock.now() < readyMs ? "creating" : "success" });
    };
    const held: string[] = [];
    const api = connectionTo(async (request) => answer(request), limiter);
    const connection = { endpoint: api.endpoint, open: async () => api };
    const ends: number[] = [];
    const waits = ids.map(async (instanceId) => {
      const onStep: WaiterDeps["onStep"] = (seen, { lastProblem }) => {
        // What this wait met itself is in its progress.
        if (seen.kind === "problem" && seen.problem !== lastProblem) held.push(instanceId);
      };
      const { poll, pause } = getOrCreate(open, instanceId, () => new GatewayPolls(instanceId, connection, clock));
      const outcome = await wait(poll, policy, { clock, random, onStep, pause });
      ends.push(clock.now());
      return outcome;
    });
    await clock.runUntilIdle();
    return { outcomes: await Promise.all(waits), polls, ends, held };
  }

  it("for the same gateway share their polls, and all end with the poll that sees it ready", async () => {
    const alone = await waitForAll(["orders"]);
    const { outcomes, polls, ends } = await waitForAll(Array(50).fill("orders"));
    expect(outcomes.map(({ kind }) => kind)).to.deep.equal(Array(50).fill("succeeded"));
    expect(polls.length).to.be.within(alone.polls.length, alone.polls.length * 1.3);
    expect(new Set(ends).size).to.equal(1);
  });

  it("for many gateways poll one after the other, at a rate that the API accepts for hours", async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `gateway-${index}`);
    const { outcomes, polls, ends } = await waitForAll(ids, undefined, 100_000);
    expect(outcomes.every(({ kind }) => kind === "succeeded")).to.equal(true);
    const gaps = polls.slice(1).map(({ at }, index) => at - (polls[index]?.at ?? 0));
    expect(Math.min(...gaps)).to.be.at.least(9.99);
    // They would like to poll 24 times a second.
    expect(polls.length).to.be.within(1_000, 300 + (10 * Math.max(...ends)) / 1_000 + 1);
  });

  it("are all held back by one 429, and do not come back all at once", async () => {
    const { outcomes, polls } = await waitForAll(["one", "two", "three", "four"], 9);
    expect(outcomes.every(({ kind }) => kind === "succeeded")).to.equal(true);
    const throttled = polls[8]?.at ?? 0;
    const after = polls.slice(9).map(({ at }) => at - throttled);
    expect(after[0]).to.be.at.least(20_000);
    expect(new Set(after).size).to.equal(after.length);
  });

  it("and each of them is told what holds it back", async () => {
    const { held } = await waitForAll(["one", "two", "three", "four"], 9);
    // The one that was throttled itself pauses longer.
    expect(new Set(held).size).to.equal(3);
  });
});

describe("a wait whose project is found only after it gave up", () => {
  it("does not hurry the request of the others", async () => {
    const sent: HttpRequest[] = [];
    const api = connectionTo((request) => {
      sent.push(request);
      return new Promise<Reply>(() => {});
    });
    let find = (_: ApiConnection) => {};
    const late = new Promise<ApiConnection>((resolve) => (find = resolve));
    const opened = [Promise.resolve(api), late];
    const connection = { endpoint: api.endpoint, open: () => opened.shift() ?? late };
    const polls = new GatewayPolls("gw", connection, systemClock);
    const begin = async (turnMs: number) => {
      const stop = new AbortController();
      const around = { signal: stop.signal, onSent: () => {}, onHeld: () => {} };
      const poll = polls.poll({ requestMs: 1e6, turnMs, totalMs: 1e6 }, around);
      await new Promise(setImmediate);
      return { poll, stop };
    };
    const [patient, hasty] = [await begin(1e6), await begin(0)];
    const latest = () => sent.map(({ turn }) => Math.ceil(((turn?.untilMs ?? 0) - systemClock.now()) / 1e6));
    hasty.stop.abort();
    await hasty.poll;
    find(api);
    await new Promise(setImmediate);
    expect(latest()).to.deep.equal([1]);
    patient.stop.abort();
    await patient.poll;
  });
});
