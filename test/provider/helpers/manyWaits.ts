import { getOrCreate } from "../../../provider/core/getOrCreate";
import { RateLimiter } from "../../../provider/http/rateLimiter";
import type { HttpRequest, Reply } from "../../../provider/http/transport";
import { GatewayPolls } from "../../../provider/wait/gatewayPolls";
import { type WaiterDeps, wait } from "../../../provider/waiter";
import { connectionTo, reply } from "./connection";
import { SharedClock } from "./sharedClock";

const policy = { timeoutMs: 3_600_000, graceMs: 0, polling: "eager" } as const;
/** Chance that is not the same for everybody. */
const chances = () => {
  let turn = 0;
  return () => (turn++ * 0.37) % 1;
};

/** Runs waits for these gateways, each ready after so many milliseconds; what polls cost the API. */
export async function waitForAll(ids: readonly string[], throttledAt?: number, readyMs = 400_000) {
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
