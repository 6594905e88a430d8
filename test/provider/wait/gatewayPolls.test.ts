import { expect } from "chai";
import { systemClock } from "../../../provider/clock";
import type { ApiConnection } from "../../../provider/credentials/connections";
import type { HttpRequest, Reply } from "../../../provider/http/transport";
import { GatewayPolls } from "../../../provider/wait/gatewayPolls";
import { connectionTo } from "../helpers/connection";
import { waitForAll } from "../helpers/manyWaits";

describe("waits of one process", () => {
  it("for the same gateway share their polls, and all end with the poll that sees it ready", async () => {
    const alone = await waitForAll(["orders"]);
    const { outcomes, polls, ends } = await waitForAll(Array(50).fill("orders"));
    expect(outcomes.map(({ kind }) => kind)).to.deep.equal(Array(50).fill("succeeded"));
    expect(polls.length).to.be.within(alone.polls.length, alone.polls.length * 1.3);
    expect(new Set(ends).size).to.equal(1);
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
