import type { Case } from "./cases";
import { type Cost, figures } from "./cost";

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** A row for each case: medians of the rounds, and of the rounds' own ratios to another case. */
export function reportOf(cases: readonly Case[], costs: ReadonlyMap<Case, readonly Cost[]>): string {
  const of = (one: Case) => costs.get(one) ?? [];
  const against = ["dynamic.Resource", "nothing"].map((way) => cases.find((each) => each.way === way) as Case);
  const ratio = (one: Case, other: Case, figure: keyof Cost) => ratioOf(of(one), of(other), figure);
  const head = ["registered by", ...figures.map(({ head }) => head), ...against.flatMap(({ way }) => ratioHeads(way))];
  const rows = cases.map((one) => [
    one.name,
    ...figures.map(({ figure, show }) => show(median(of(one).map((cost) => cost[figure])))),
    ...against.flatMap((other) => figures.map(({ figure }) => ratio(one, other, figure))),
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What ours costs over doing nothing, against what theirs does: the median of the rounds' own. */
export function excessOf([ours, theirs, nothing]: readonly (readonly Cost[])[], figure: keyof Cost): string {
  const at = (costs: readonly Cost[] | undefined, round: number) => costs?.[round]?.[figure] ?? Number.NaN;
  const excess = (costs: readonly Cost[] | undefined, round: number) => at(costs, round) - at(nothing, round);
  return median((ours ?? []).map((_, round) => excess(ours, round) / excess(theirs, round))).toFixed(2);
}

/** The median of the rounds' own ratios. */
export function ratioOf(ours: readonly Cost[], theirs: readonly Cost[], figure: keyof Cost): string {
  return median(ours.map((cost, round) => cost[figure] / (theirs[round]?.[figure] ?? Number.NaN))).toFixed(2);
}

const ratioHeads = (way: string) => figures.map(({ head }) => `${head.split(",")[0]} / ${way}`);
