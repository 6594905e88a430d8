import { levels } from "./populations";
import type { Timeline } from "./timeline";

/** The rule that a population was drawn by, as far as a policy could know it. */
export interface Rule {
  readonly earliestEnd: number;
  readonly latestEnd: number;
  /** Each level is passed at its share of the time, times 1 + noise × a standard normal. */
  readonly noise: number;
}

const stepSeconds = 2;

/**
 * What no policy can beat on such a population, whatever it knows of the rule and sees of progress: it is told each
 * rise at the moment when it happens, without a poll. Then the ends come with a hazard h that depends on the rises so
 * far, the best density of polls is proportional to √h, and mean lag × mean polls = (E ∫ √h dt)² / 2.
 * Returns that product, in seconds.
 */
export function lagTimesPolls(rule: Rule, population: readonly Timeline[]): number {
  const ends = midpoints(rule.earliestEnd, rule.latestEnd);
  const integrals = population.map((timeline) => rootHazards(timeline, ends, rule.noise));
  return (integrals.reduce((sum, each) => sum + each, 0) / population.length) ** 2 / 2;
}

function midpoints(from: number, to: number): number[] {
  const count = Math.round((to - from) / stepSeconds);
  return Array.from({ length: count }, (_, index) => from + (index + 0.5) * stepSeconds);
}

/** ∫ √h dt up to the end of one creation. */
function rootHazards(timeline: Timeline, ends: readonly number[], noise: number): number {
  let integral = 0;
  // A level that was never passed counts as not passed yet.
  const passed = levels.map((level) => timeline.steps.find(([, progress]) => progress === level)?.[0] ?? Infinity);
  const first = ends[0] ?? 0;
  for (let now = first; now < timeline.end; now += stepSeconds) {
    let [here, later] = [0, 0];
    for (const end of ends) {
      if (end < now) continue;
      const weight = likelihood(end, now, passed, noise);
      if (end < now + stepSeconds) here += weight;
      later += weight;
    }
    integral += Math.sqrt(here / Math.max(later, Number.MIN_VALUE) / stepSeconds) * stepSeconds;
  }
  return integral;
}

/** How well an end fits the rises up to now, and the rises that have not come yet. */
function likelihood(end: number, now: number, passed: readonly number[], noise: number): number {
  return levels.reduce((product, level, index) => {
    const expected = (end * level) / 100;
    const at = passed[index] ?? Infinity;
    if (at > now) return product * normalTail((now - expected) / (noise * expected));
    return (product * Math.exp(-(((at - expected) / (noise * expected)) ** 2) / 2)) / expected;
  }, 1);
}

/** P(normal > z), by a logistic curve that is off by less than 0.0002 (Bowling and others, 2009). */
function normalTail(z: number): number {
  return 1 / (1 + Math.exp(0.07056 * z ** 3 + 1.5976 * z));
}
