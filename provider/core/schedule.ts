/**
 * Computes the next poll from the results so far. Pure; docs/decisions/0003-polling-schedule.md has the reasons and the
 * figures.
 *
 * With a given number of polls, a wait notices the end soonest if the density of polls is proportional to the square root
 * of the chance that the creation ends at that moment. That chance has two parts: one for progress without information
 * (the end is equally likely at any moment), and one for progress that shows when the creation will end.
 */

export type Polling = "eager" | "calm";

/** Everything that the schedule keeps of the polls so far: a few numbers, whatever the length of the wait. */
export interface ProgressFit {
  readonly ageMs: number;
  /** How much older the creation is than the wait. */
  readonly leadMs: number;
  /** The highest progress so far, 0..1; null before the first poll. */
  readonly level: number | null;
  /** The number of rises of the progress, and the sums over them that fit a line: level², level × age, age². */
  readonly rises: number;
  readonly levelLevel: number;
  readonly levelAge: number;
  readonly ageAge: number;
}

const noRises = { rises: 0, levelLevel: 0, levelAge: 0, ageAge: 0 };
export const emptyFit: ProgressFit = { ageMs: 0, leadMs: 0, level: null, ...noRises };

interface PollingProfile {
  /** After the first polls, the interval is this multiple of the age, until one of the next two intervals is shorter. */
  readonly easing: number;
  /** Interval while the progress has not moved and a gateway is rarely ready yet. */
  readonly earlyMs: number;
  /** Interval while the progress gives no information. */
  readonly steadyMs: number;
  /** How much to trust a forecast before it has failed: 0..1, never 1. */
  readonly trust: number;
  /** Weight of the forecast part of the density, against the part without information. */
  readonly haste: number;
}

const pollingProfiles: Record<Polling, PollingProfile> = {
  eager: { easing: 0.4, earlyMs: 10_000, steadyMs: 8_000, trust: 0.9, haste: 0.37 },
  calm: { easing: 2, earlyMs: 60_000, steadyMs: 13_000, trust: 0.97, haste: 0.18 },
};

/** The first seconds, in which an impossible creation fails: noticed within one step. */
const OPENING_ENDS_MS = 10_000;
const OPENING_STEP_MS = 2_000;

/** A creation takes 5 to 8 minutes, rarely less. */
const EARLY_ENDS_MS = 240_000;
/** The assumed distance of a level from the line, as a share of the whole, until a creation has shown its own noise ... */
const USUAL_NOISE = 0.06;
/** ... and the number of rises that this assumption counts for. */
const USUAL_NOISE_WEIGHT = 2;
/** Delays are shortened by up to this share, so that waits that started together do not poll together. */
const SPREAD = 0.1;
const STEP_MS = 500;

/**
 * Adds one poll of the gateway, `atMs` after this wait began (monotonic); `ageMs`: of the creation, by the server's clock, null if
 * unknown; `progress`: 0..100, null if the API gave none.
 */
export function observe(fit: ProgressFit, atMs: number, ageMs: number | null, progress: number | null): ProgressFit {
  const leadMs = ageMs === null ? fit.leadMs : Math.max(0, ageMs - atMs);
  const seen = { ...fit, ageMs: atMs + leadMs, leadMs };
  const level = (progress ?? 0) / 100;
  if (fit.level === null || level <= fit.level) return { ...seen, level: Math.max(level, fit.level ?? 0) };
  // The level was reached at some moment between the two polls.
  const passedMs = (fit.ageMs + seen.ageMs) / 2;
  return {
    ...seen,
    level,
    rises: fit.rises + 1,
    levelLevel: fit.levelLevel + level * level,
    levelAge: fit.levelAge + level * passedMs,
    ageAge: fit.ageAge + passedMs * passedMs,
  };
}

/** Milliseconds until the next poll. `chance` is uniform in [0,1). */
export function nextDelayMs(fit: ProgressFit, polling: Polling, chance: number): number {
  if (fit.ageMs < OPENING_ENDS_MS) return OPENING_STEP_MS;
  const profile = pollingProfiles[polling];
  const forecast = forecastOf(fit);
  // The next poll is due when the sum of the densities from now on reaches one poll.
  let due = 1 - SPREAD * chance;
  for (let delayMs = 0; ; delayMs += STEP_MS) {
    const polls = STEP_MS * pollsPerMs(fit.ageMs + delayMs + STEP_MS / 2, profile, forecast);
    if (polls >= due) return Math.round(delayMs + (STEP_MS * due) / polls);
    due -= polls;
  }
}

/** The end that the rises so far predict, and its error as a share of it. */
interface Forecast {
  readonly endMs: number;
  readonly error: number;
}

/** Fits age = end × level, a line through the start of the creation. Rises that do not fit increase the error. */
function forecastOf({ rises, levelLevel, levelAge, ageAge }: ProgressFit): Forecast | null {
  if (rises === 0) return null;
  const endMs = Math.max(1, levelAge / levelLevel);
  const misfit = Math.max(0, ageAge / endMs ** 2 - levelLevel);
  const noise = (USUAL_NOISE_WEIGHT * USUAL_NOISE ** 2 + misfit) / (USUAL_NOISE_WEIGHT + rises);
  return { endMs, error: Math.sqrt(noise / levelLevel) };
}

function pollsPerMs(ageMs: number, profile: PollingProfile, forecast: Forecast | null): number {
  const longest = forecast === null && ageMs < EARLY_ENDS_MS ? profile.earlyMs : profile.steadyMs;
  return density(ageMs, profile, forecast) / Math.min(longest, profile.easing * ageMs);
}

/** Relative to a creation whose progress gives no information, whose end is equally likely at any moment. */
function density(ageMs: number, { trust, haste }: PollingProfile, forecast: Forecast | null): number {
  if (forecast === null) return 1;
  // The end is distributed around the forecast as a logistic bell. `left` is the share of it that is still ahead.
  const left = 1 / (1 + Math.exp((ageMs / forecast.endMs - 1) / forecast.error));
  // The longer ago the forecast end was, the less the forecast is trusted.
  const trusted = (trust * left) / (trust * left + 1 - trust);
  return Math.sqrt(1 - trusted + (trusted * haste * (1 - left)) / forecast.error);
}
