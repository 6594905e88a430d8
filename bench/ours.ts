import type { PollResult } from "../provider/core/decide";
import type { Polling } from "../provider/core/schedule";
import { wait } from "../provider/waiter";
import type { Policy } from "./policy";
import { progressAt, type Timeline } from "./timeline";

/** The deadline is not what is measured here: far beyond every timeline. */
const timeoutMs = 30 * 24 * 3600 * 1000;
/** Any fixed moment will do for the server's clock. */
const createdAt = Date.UTC(2026, 0, 1);

/** The provider's own waiter on a clock that advances by itself, in front of a gateway that follows the timeline. */
export function ours(name: string, polling: Polling): Policy {
  return {
    name,
    async wait(timeline, chance) {
      let now = 0;
      const clock = {
        now: () => now,
        sleep: async (ms: number) => {
          now += ms;
        },
      };
      const poll = async () => sightingAt(timeline, now / 1000);
      const policy = { timeoutMs, graceMs: 0, polling };
      const { polls, kind } = await wait(poll, policy, { clock, random: chance });
      if (kind !== "succeeded" && kind !== "failed") throw new Error(`the waiter gave up: ${kind}`);
      return { lagSeconds: now / 1000 - Math.max(0, timeline.end), polls };
    },
  };
}

function sightingAt(timeline: Timeline, seconds: number): PollResult {
  const creating = seconds < timeline.end;
  return {
    kind: "snapshot",
    snapshot: {
      status: creating ? "creating" : timeline.status,
      progress: creating ? progressAt(timeline, seconds) : null,
      errorCode: null,
      errorMessage: null,
      startTime: createdAt,
      endTime: null,
    },
    serverTime: createdAt + seconds * 1000,
  };
}
