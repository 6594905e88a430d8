import { expect } from "chai";
import { paced } from "../../../provider/http/paced";
import { RateLimiter } from "../../../provider/http/rateLimiter";
import { SharedClock } from "../helpers/sharedClock";

/** Milliseconds for a dozen requests of a new process, all with this answer. */
async function msFor(body: object): Promise<number> {
  const clock = new SharedClock();
  const reply = { status: 200, headers: new Headers(), text: JSON.stringify(body) };
  const send = paced(async () => reply, new RateLimiter(clock, () => 0), String);
  const request = { method: "GET", url: "https://apig.example/", timeoutMs: 1_000 } as const;
  const all = Promise.all(Array.from({ length: 12 }, () => send(request)));
  await clock.runUntilIdle();
  await all;
  return clock.now();
}

describe("a new process", () => {
  it("gets faster sooner while gateways are ready, each of which is asked for once", async () => {
    const [ready, creating] = [await msFor({ status: "success" }), await msFor({ status: "creating" })];
    expect(ready).to.be.within(300, 360);
    expect(creating).to.be.within(440, 500);
  });
});
