/** When to look next, from what the looks so far have shown. docs/decisions/0003-polling-schedule.md has the reasoning. */

/** One successful look. */
export interface Observation {
  /** Milliseconds since this wait began (monotonic). */
  readonly atMs: number;
  /** 0..100, or null when the API gave none. */
  readonly progress: number | null;
  /** Age of the creation at that look by the server's own clock, or null if it cannot be told. Never negative. */
  readonly ageMs: number | null;
}

export type Polling = "eager" | "calm";

/** What of the looks so far the schedule remembers: bounded, however long the wait. */
export interface Track {
  readonly last: Observation | null;
  /** When the end would come if progress went on as it did up to its last rise. */
  readonly expectedEndMs: number | null;
}

export const startTrack: Track = { last: null, expectedEndMs: null };

const OPENING_MS = 10_000;
const OPENING_STEP_MS = 1_800;
const STEADY_MS: Record<Polling, number> = { eager: 9_000, calm: 18_000 };
const SHORTEST_MS: Record<Polling, number> = { eager: 2_500, calm: 6_000 };
/** Either way, so that waits which began together drift apart. */
const SPREAD = 0.1;

export function observe(track: Track, seen: Observation): Track {
  const rose = track.last?.progress != null && seen.progress !== null && seen.progress > track.last.progress;
  const age = seen.ageMs ?? seen.atMs;
  return { last: seen, expectedEndMs: rose ? (age * 100) / (seen.progress ?? 100) : track.expectedEndMs };
}

/** Milliseconds until the next look. `chance` is uniform in [0,1). */
export function nextDelayMs(track: Track, polling: Polling, chance: number): number {
  return steady(track, polling) * (1 + SPREAD * (2 * chance - 1));
}

function steady({ last, expectedEndMs }: Track, polling: Polling): number {
  if (last === null || last.atMs < OPENING_MS) return OPENING_STEP_MS;
  if (expectedEndMs === null) return STEADY_MS[polling];
  const distance = Math.abs(expectedEndMs - (last.ageMs ?? last.atMs));
  return Math.min(Math.max(distance / 4, SHORTEST_MS[polling]), STEADY_MS[polling]);
}
