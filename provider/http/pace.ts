/**
 * How fast one process asks one host. Processes do not know of each other, so each finds its share of the host's limit by
 * what it is refused: half of what it was allowed, or what it really asked for, and again a little more with every answer, as
 * TCP does. All times are milliseconds by one clock.
 */
export interface Pace {
  /** From the begin of one request to that of the next. */
  readonly intervalMs: number;
  /** When the next request may begin, by the interval. */
  readonly freeMs: number;
  /** When all requests so far would have been due at the sustained pace. */
  readonly dueMs: number;
  /** Until when throttling holds the host back. */
  readonly heldMs: number;
  /** When it was last slowed down; null: never. */
  readonly slowedMs: number | null;
  /** When the last request began, and the number of those before it, each counting less the longer ago it was. */
  readonly begunMs: number;
  readonly recent: number;
}

/**
 * The API takes 200 calls a second from everybody together: a twentieth of it is a fair share for as long as it lasts, and
 * keeps a thousand waits below 5 % of a core.
 */
const sustainedMs = 100;
/** So many may come at once, such as the first polls of a large stack. */
const burst = 300;
/** Even then one after the other: waits that began together do not poll in step. */
const shortestMs = 10;
const longestMs = 120_000;

const usualHoldMs = 4_000;
/** Processes that were held back together go on at different moments. */
const holdSpreadMs = 2_000;
/** After throttling no process goes faster than this at first. */
const cautiousMs = 300;
/** Throttling that comes once in so long may be an accident; then half of the allowed rate is enough. */
const quietMs = 60_000;
/** Over what time the process counts its own requests. */
const memoryMs = 10_000;
/** What an answer adds to a rate of one a second. It adds a smaller share to a higher rate, so processes become equal. */
const gain = 0.08;
/** The same for a process that was never throttled: a dozen answers bring it to its highest rate. */
const firstGain = 0.25;

export const freshPace: Pace = {
  intervalMs: sustainedMs,
  freeMs: 0,
  dueMs: 0,
  heldMs: 0,
  slowedMs: null,
  begunMs: 0,
  recent: 0,
};

/** When the next request may begin. */
export const earliestMs = ({ freeMs, heldMs, dueMs }: Pace) => Math.max(freeMs, heldMs, dueMs - burst * sustainedMs);

/** A request begins. `chance` is uniform in [0,1): slow processes do not keep in step. */
export function afterBegin(pace: Pace, nowMs: number, chance: number): Pace {
  const spread = pace.intervalMs > sustainedMs ? 0.75 + chance / 2 : 1;
  return {
    ...pace,
    freeMs: nowMs + pace.intervalMs * spread,
    dueMs: Math.max(nowMs, pace.dueMs) + sustainedMs,
    begunMs: nowMs,
    recent: recentAt(pace, nowMs) + 1,
  };
}

const recentAt = ({ recent, begunMs }: Pace, nowMs: number) => recent * Math.exp((begunMs - nowMs) / memoryMs);

export function afterAnswer(pace: Pace): Pace {
  const share = pace.slowedMs === null ? firstGain : gain * Math.sqrt(pace.intervalMs / 1000);
  return { ...pace, intervalMs: Math.max(shortestMs, pace.intervalMs / (1 + share)) };
}

export function afterThrottling(pace: Pace, nowMs: number, retryAfterMs: number | null, chance: number): Pace {
  const heldMs = Math.max(pace.heldMs, nowMs + (retryAfterMs ?? usualHoldMs) + chance * holdSpreadMs);
  // Requests that were under way when it was slowed down tell nothing new.
  if (nowMs < pace.heldMs) return { ...pace, heldMs };
  const isRepeated = pace.slowedMs !== null && nowMs - pace.slowedMs < quietMs;
  const ownMs = isRepeated ? memoryMs / recentAt(pace, nowMs) : 0;
  const intervalMs = Math.min(longestMs, Math.max(cautiousMs, 2 * pace.intervalMs, ownMs));
  return { ...pace, intervalMs, freeMs: Math.max(pace.freeMs, pace.begunMs + intervalMs), heldMs, slowedMs: nowMs };
}
