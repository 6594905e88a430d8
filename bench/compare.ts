import { adversaries } from "./adversaries";
import { knowingTheEndsAt } from "./bound";
import { asManyPolls } from "./fixedInterval";
import { type Cost, measure, measureAll } from "./measure";
import { calm, eager, policies } from "./policies";
import { type Population, published } from "./populations";

/** Every policy on one population. */
export interface Comparison {
  readonly population: Population;
  readonly costs: readonly Cost[];
  /** The least lag, at as many polls as ours makes by default, for a policy that knows when gateways get ready. */
  readonly boundSeconds: number;
}

/** Ours against the fixed interval that makes as many polls. */
export interface Duel {
  readonly population: string;
  readonly ours: Cost;
  readonly fixed: Cost;
  /** Our mean lag as a multiple of the other's. */
  readonly ratio: number;
}

export async function compare(): Promise<Comparison[]> {
  return Promise.all(
    published().map(async (population) => {
      const costs = await measureAll(policies, population.timelines);
      const polls = costs.find(({ name }) => name === eager.name)?.meanPolls ?? Number.NaN;
      return { population, costs, boundSeconds: knowingTheEndsAt(polls, population.timelines) };
    }),
  );
}

export async function duels(populations: readonly Population[] = adversaries()): Promise<Duel[]> {
  const pairs = populations.flatMap((population) => [eager, calm].map((policy) => ({ population, policy })));
  return Promise.all(
    pairs.map(async ({ population: { name, timelines }, policy }) => {
      const ours = await measure(policy, timelines);
      const fixed = await asManyPolls(ours.meanPolls, timelines);
      return { population: name, ours, fixed, ratio: ours.meanLagSeconds / fixed.meanLagSeconds };
    }),
  );
}
