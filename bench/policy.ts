import type { Chance } from "./chance";
import type { Timeline } from "./timeline";

/** What one wait cost. */
export interface Wait {
  /** From the end of the creation, or from the first moment of the wait if it was over by then, to noticing it. */
  readonly lagSeconds: number;
  /** How often the API was asked. */
  readonly polls: number;
}

/** A way to wait for a gateway, in virtual time. */
export interface Policy {
  readonly name: string;
  readonly wait: (timeline: Timeline, chance: Chance) => Wait | Promise<Wait>;
}

/** A policy that is blind to progress: seconds before poll 1, 2, 3 and so on. */
export function blind(name: string, secondsBefore: (poll: number, chance: Chance) => number): Policy {
  return {
    name,
    wait({ end }, chance) {
      let now = 0;
      for (let polls = 1; ; polls++) {
        now += secondsBefore(polls, chance);
        if (now >= end) return { lagSeconds: now - Math.max(0, end), polls };
      }
    },
  };
}
