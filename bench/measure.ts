import { seeded } from "./chance";
import type { Policy } from "./policy";
import type { Timeline } from "./timeline";

/** What a policy costs on a population. */
export interface Cost {
  readonly name: string;
  readonly meanLagSeconds: number;
  readonly p95LagSeconds: number;
  /** Mean number of polls; the name is that of `--json`. */
  readonly meanPolls: number;
}

/** Every policy draws the same chances, so that a difference is the policy's own. */
export async function measure(policy: Policy, population: readonly Timeline[], seed = 7): Promise<Cost> {
  const chance = seeded(seed);
  const lags: number[] = [];
  let polls = 0;
  for (const timeline of population) {
    const cost = await policy.wait(timeline, chance);
    lags.push(cost.lagSeconds);
    polls += cost.polls;
  }
  return {
    name: policy.name,
    meanLagSeconds: mean(lags),
    p95LagSeconds: quantile(lags, 0.95),
    meanPolls: polls / population.length,
  };
}

export async function measureAll(policies: readonly Policy[], population: readonly Timeline[]): Promise<Cost[]> {
  return Promise.all(policies.map((policy) => measure(policy, population)));
}

export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Nearest rank: the smallest value that at least that share of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
