/**
 * When to poll next, from what the polls so far have shown. Pure; docs/decisions/0003-polling-schedule.md has the
 * reasoning and the figures.
 *
 * A wait with so many polls to spend notices the end soonest if it polls as densely as the square root of the chance
 * that the creation ends at that moment. That chance has two parts: the one of a creation whose progress tells nothing
 * (any moment will do), and the one of a creation whose progress tells when it will end.
 */

/** One successful poll. */
export interface Observation {
  /** Milliseconds since this wait began (monotonic). */
  readonly atMs: number;
  /** 0..100, or null when the API gave none. */
  readonly progress: number | null;
  /** Age of the creation at that poll by the server's own clock, or null if it cannot be told. Never negative. */
  readonly ageMs: number | null;
}

export type Polling = "eager" | "calm";

/** All that the schedule keeps of the polls so far: a handful of numbers, however long the wait. */
export interface ProgressFit {
  readonly ageMs: number;
  /** By how much the creation is older than the wait. */
  readonly leadMs: number;
  /** The highest progress so far, 0..1; null before the first poll. */
  readonly level: number | null;
  /** How often progress rose, and the sums over these rises that fit a line: level², level × age, age². */
  readonly rises: number;
  readonly levelLevel: number;
  readonly levelAge: number;
  readonly ageAge: number;
}

export const emptyFit: ProgressFit = {
  ageMs: 0,
  leadMs: 0,
  level: null,
  rises: 0,
  levelLevel: 0,
  levelAge: 0,
  ageAge: 0,
};

interface PollingProfile {
  /** After the opening polls lie this multiple of the age apart, until one of the next two takes over. */
  readonly easing: number;
  /** Between polls while nothing has moved and hardly any gateway is ready yet. */
  readonly earlyMs: number;
  /** Between polls while progress tells nothing. */
  readonly steadyMs: number;
  /** How far to believe a forecast before it has failed: 0..1, never 1. */
  readonly trust: number;
  /** How soon a creation that tells nothing is expected to end, as a share of the forecast end. */
  readonly haste: number;
}

const pollingProfiles: Record<Polling, PollingProfile> = {
  eager: { easing: 0.4, earlyMs: 10_000, steadyMs: 8_000, trust: 0.9, haste: 0.37 },
  calm: { easing: 2, earlyMs: 60_000, steadyMs: 13_000, trust: 0.97, haste: 0.18 },
};

/** The first seconds, when a creation that cannot work fails: noticed within one step. */
const OPENING_ENDS_MS = 10_000;
const OPENING_STEP_MS = 2_000;

/** Gateways are made in 5 to 8 minutes, seldom faster. */
const EARLY_ENDS_MS = 240_000;
/** How far a level lies off the line, as a share of the whole, until a creation has shown its own noise ... */
const USUAL_NOISE = 0.06;
/** ... and for how many rises that assumption counts. */
const USUAL_NOISE_WEIGHT = 2;
/** Delays are shortened by up to this share, so that waits which began together drift apart. */
const SPREAD = 0.1;
const STEP_MS = 500;

export function observe(fit: ProgressFit, { atMs, progress, ageMs }: Observation): ProgressFit {
  const leadMs = ageMs === null ? fit.leadMs : Math.max(0, ageMs - atMs);
  const seen = { ...fit, ageMs: atMs + leadMs, leadMs };
  const level = (progress ?? 0) / 100;
  if (fit.level === null || level <= fit.level) return { ...seen, level: Math.max(level, fit.level ?? 0) };
  // The level was passed somewhere between the two polls.
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
  // The next poll is due when the densities from now on have summed up to one poll.
  let due = 1 - SPREAD * chance;
  for (let delayMs = 0; ; delayMs += STEP_MS) {
    const polls = STEP_MS * pollsPerMs(fit.ageMs + delayMs + STEP_MS / 2, profile, forecast);
    if (polls >= due) return Math.round(delayMs + (STEP_MS * due) / polls);
    due -= polls;
  }
}

/** The end that the rises so far point at, and the error of that as a share of it. */
interface Forecast {
  readonly endMs: number;
  readonly error: number;
}

/** Fits age = end × level, a line through the start of the creation; rises that do not fit it widen the error. */
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

/** Relative to a creation whose progress tells nothing, whose end is as likely at any moment. */
function density(ageMs: number, { trust, haste }: PollingProfile, forecast: Forecast | null): number {
  if (forecast === null) return 1;
  // The end lies around the forecast in a logistic bell. `left` is the share of it that is still to come.
  const left = 1 / (1 + Math.exp((ageMs / forecast.endMs - 1) / forecast.error));
  // The longer the forecast end has passed, the less it was worth.
  const trusted = (trust * left) / (trust * left + 1 - trust);
  return Math.sqrt(1 - trusted + (trusted * haste * (1 - left)) / forecast.error);
}
