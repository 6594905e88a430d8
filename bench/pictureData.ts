import { knowingTheEnds } from "./bound";
import type { Comparison } from "./compare";
import { lagTimesPolls } from "./informedBound";
import { measureAll } from "./measure";
import { fixed } from "./peers";
import type { Picture } from "./picture";
import { calm, eager } from "./policies";

const prices = Array.from({ length: 25 }, (_, index) => 0.0005 * 1.5 ** index);
const intervals = Array.from({ length: 13 }, (_, index) => 0.8 * 1.42 ** index);

/** For the first of the populations, the one whose progress means something. */
export async function lagAgainstPolls([comparison]: readonly Comparison[]): Promise<Picture> {
  if (comparison === undefined) throw new Error("nothing was compared");
  const { population, costs } = comparison;
  const mine: readonly string[] = [eager.name, calm.name];
  const product = lagTimesPolls({ earliestEnd: 280, latestEnd: 520, noise: 0.08 }, population.timelines.slice(0, 500));
  return {
    title: "How late, for how many requests: gateways ready after 280 to 520 s",
    ours: costs.filter(({ name }) => mine.includes(name)),
    peers: costs.filter(({ name }) => !mine.includes(name)),
    fixedIntervals: await measureAll(
      intervals.map((seconds) => fixed(seconds)),
      population.timelines,
    ),
    knowingTheEnds: knowingTheEnds(population.timelines, prices),
    knowingTheRises: [6, 10, 20, 40, 80].map((meanPolls) => ({ meanPolls, meanLagSeconds: product / meanPolls })),
  };
}
