import { type Cost, measure } from "./measure";
import { fixed } from "./peers";
import type { Timeline } from "./timeline";

/** The fixed interval that makes as many polls as `meanPolls`, from the first moment on. */
export async function asManyPolls(meanPolls: number, population: readonly Timeline[]): Promise<Cost> {
  let [short, wide] = [0.1, 1000];
  for (let round = 0; round < 30; round++) {
    const seconds = Math.sqrt(short * wide);
    if (pollsAt(seconds, population) > meanPolls) short = seconds;
    else wide = seconds;
  }
  return measure(fixed(wide), population);
}

function pollsAt(seconds: number, population: readonly Timeline[]): number {
  const polls = population.map(({ end }) => 1 + Math.max(0, Math.ceil(end / seconds)));
  return polls.reduce((sum, each) => sum + each, 0) / population.length;
}
