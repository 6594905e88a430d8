import type { Cost } from "./measure";
import type { Population } from "./populations";

const columns = (cells: readonly string[], widths: readonly number[]) =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join("  ");

/** Lag in seconds and polls, a line for each policy. */
export function costTable(costs: readonly Cost[]): string {
  const widths = [30, 10, 10, 10];
  const rows = costs.map(({ name, meanLagSeconds, p95LagSeconds, meanPolls }) =>
    columns([name, meanLagSeconds.toFixed(1), p95LagSeconds.toFixed(1), meanPolls.toFixed(1)], widths),
  );
  return [columns(["policy", "mean lag", "95 % lag", "polls"], widths), ...rows].join("\n");
}

/** Every policy on one population. */
export interface Comparison {
  readonly population: Population;
  readonly costs: readonly Cost[];
}

/** One row for each policy: mean lag / 95 % lag in seconds, mean polls; below them what each population is. */
export function markdownTable(comparisons: readonly Comparison[]): string {
  const names = comparisons[0]?.costs.map(({ name }) => name) ?? [];
  const rows = names.map((name) => [
    name,
    ...comparisons.map(({ costs }) => {
      const cost = costs.find((each) => each.name === name);
      return cost === undefined
        ? ""
        : `${cost.meanLagSeconds.toFixed(1)} / ${cost.p95LagSeconds.toFixed(1)} s, ${cost.meanPolls.toFixed(0)}`;
    }),
  ]);
  const head = ["policy", ...comparisons.map(({ population }) => population.name)];
  const table = [head, head.map((_, index) => (index === 0 ? "---" : "--:")), ...rows];
  const meanings = comparisons.map(({ population: { name, about } }) => `- ${name}: ${about}`);
  return [...table.map((cells) => `| ${cells.join(" | ")} |`), "", ...meanings].join("\n");
}
