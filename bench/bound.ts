import type { Timeline } from "./timeline";

/** The least mean lag at a mean number of polls. */
export interface BoundPoint {
  readonly meanPolls: number;
  readonly meanLagSeconds: number;
}

/** Its mean lag where it makes at most so many polls. */
export function knowingTheEndsAt(meanPolls: number, population: readonly Timeline[]): number {
  let [cheap, dear] = [1e-3, 1e3];
  for (let round = 0; round < 18; round++) {
    const price = Math.sqrt(cheap * dear);
    if ((knowingTheEnds(population, [price])[0]?.meanPolls ?? 0) > meanPolls) cheap = price;
    else dear = price;
  }
  return knowingTheEnds(population, [dear])[0]?.meanLagSeconds ?? Number.NaN;
}

/**
 * What a policy could reach that knows when the gateways of a population get ready, but not which one it waits for,
 * and sees no progress: for each price of a poll, the cheapest list of moments to poll at, by dynamic programming over
 * the ends. (It is best to poll exactly when some gateway gets ready: any earlier poll can move there for free.)
 */
export function knowingTheEnds(population: readonly Timeline[], prices: readonly number[]): BoundPoint[] {
  const ends = smooth(population.map(({ end }) => Math.max(0, end)));
  return prices.map((price) => cheapest(ends, price));
}

const knots = 100;
const points = 4000;

/** The distribution, not the draw: a curve through some quantiles. Polls must not profit from where the draws cluster. */
function smooth(drawn: readonly number[]): number[] {
  const sorted = [...drawn].sort((a, b) => a - b);
  const quantiles = Array.from(
    { length: knots + 1 },
    (_, index) => sorted[Math.round((index / knots) * (sorted.length - 1))] ?? 0,
  );
  return Array.from({ length: points }, (_, index) => {
    const at = ((index + 0.5) / points) * knots;
    const [low, high] = [quantiles[Math.floor(at)] ?? 0, quantiles[Math.ceil(at)] ?? 0];
    return low + (high - low) * (at % 1);
  });
}

function cheapest(ends: readonly number[], price: number): BoundPoint {
  const count = ends.length;
  const sums = prefixSums(ends);
  // best[i]: least cost of noticing the ends from i on, when all before are noticed; next[i]: one past the first of
  // these polls' last end.
  const best = new Float64Array(count + 1);
  const next = new Int32Array(count + 1);
  for (let from = count - 1; from >= 0; from--) {
    best[from] = Number.POSITIVE_INFINITY;
    for (let to = from + 1; to <= count; to++) {
      const lags = (ends[to - 1] ?? 0) * (to - from) - ((sums[to] ?? 0) - (sums[from] ?? 0));
      const polls = price * (count - from);
      const cost = polls + lags + (best[to] ?? 0);
      if (cost < (best[from] ?? 0)) {
        best[from] = cost;
        next[from] = to;
      } else if (polls + lags > (best[from] ?? 0)) break;
    }
  }
  return follow(ends, sums, next);
}

function follow(ends: readonly number[], sums: Float64Array, next: Int32Array): BoundPoint {
  const count = ends.length;
  let [polls, lags] = [0, 0];
  for (let from = 0; from < count; ) {
    const to = next[from] ?? count;
    polls += count - from;
    lags += (ends[to - 1] ?? 0) * (to - from) - ((sums[to] ?? 0) - (sums[from] ?? 0));
    from = to;
  }
  return { meanPolls: polls / count, meanLagSeconds: lags / count };
}

function prefixSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + value;
  return sums;
}
