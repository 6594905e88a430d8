import { getOrCreate } from "../../provider/core/getOrCreate";
import type { Polling } from "../../provider/core/schedule";
import { paced } from "../../provider/http/paced";
import { RateLimiter } from "../../provider/http/rateLimiter";
import { GatewayPolls } from "../../provider/wait/gatewayPolls";
import { wait } from "../../provider/waiter";
import { type Chance, seeded } from "../chance";
import type { Timeline } from "../timeline";
import { type CloudOptions, FleetCloud } from "./cloud";
import { EventClock } from "./eventClock";
import type { Call } from "./load";

export interface Fleet extends CloudOptions {
  /** Each is a process of its own, which knows nothing of the others. */
  readonly stacks: number;
  /** Gateways that each of them waits for. */
  readonly waits: number;
  /** Over how many seconds the stacks start. */
  readonly startSeconds: number;
  readonly polling?: Polling;
  readonly timeoutSeconds?: number;
  /** Whose gateway the number is; default: each stack has its own. */
  readonly gateway?: (stack: number, index: number) => string;
  readonly timeline: (gateway: string, chance: Chance) => Timeline;
  readonly seed?: number;
}

export interface WaitReport {
  readonly kind: string;
  readonly lagMs: number;
  readonly endedMs: number;
}

export interface FleetReport {
  readonly calls: readonly Call[];
  readonly waits: readonly WaitReport[];
}

/** The provider's own waits of many processes against one cloud, in virtual time. */
export async function simulate(fleet: Fleet): Promise<FleetReport> {
  const chance = seeded(fleet.seed ?? 11);
  const clock = new EventClock();
  const timelines = new Map<string, Timeline>();
  const timelineOf = (gateway: string) => {
    const timeline = timelines.get(gateway) ?? fleet.timeline(gateway, chance);
    timelines.set(gateway, timeline);
    return timeline;
  };
  const cloud = new FleetCloud(clock, timelineOf, fleet);
  const all = Promise.all(
    Array.from({ length: fleet.stacks }, (_, stack) => runStack(stack, { fleet, clock, cloud, random: chance })),
  );
  await clock.run();
  return { calls: cloud.calls, waits: (await all).flat() };
}

interface World {
  readonly fleet: Fleet;
  readonly clock: EventClock;
  readonly cloud: FleetCloud;
  readonly random: Chance;
}

async function runStack(stack: number, { fleet, clock, cloud, random }: World): Promise<WaitReport[]> {
  const { waits, startSeconds, polling = "eager", timeoutSeconds = 3600 } = fleet;
  const { gateway: nameOf = (one, index) => `gateway-${one}-${index}` } = fleet;
  await clock.sleep(1000 * startSeconds * random());
  const polls = new Map<string, GatewayPolls>();
  const send = paced(cloud.send, new RateLimiter(clock, random), String);
  const api = { endpoint: "https://apig.example", projectId: "p", send, redact: String };
  const connection = { endpoint: api.endpoint, open: async () => api };
  const policy = { timeoutMs: 1000 * timeoutSeconds, graceMs: 0, polling };
  return Promise.all(
    Array.from({ length: waits }, async (_, index) => {
      const [instanceId, beganMs] = [nameOf(stack, index), clock.now()];
      const { poll, pause } = getOrCreate(polls, instanceId, () => new GatewayPolls(instanceId, connection, clock));
      const { kind } = await wait(poll, policy, { clock, random, pause });
      return { kind, lagMs: clock.now() - Math.max(beganMs, cloud.endMs(instanceId)), endedMs: clock.now() };
    }),
  );
}
