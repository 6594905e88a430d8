import type { Comparison, Duel } from "./compare";
import type { Cost } from "./measure";

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

export function comparisonText({ population, costs, boundSeconds }: Comparison): string {
  const bound = `A policy that knows beforehand when gateways get ready, but sees no progress, could reach ${boundSeconds.toFixed(1)} s with the polls of pulumi-apig.`;
  return `${population.name} (${population.about}; ${population.timelines.length} timelines)\n${costTable(costs)}\n${bound}\n`;
}

export function duelText(duels: readonly Duel[]): string {
  const widths = [26, 18, 8, 10, 16, 6];
  const rows = duels.map(({ population, ours, fixed, ratio }) =>
    columns(
      [
        population,
        ours.name,
        ours.meanPolls.toFixed(1),
        ours.meanLagSeconds.toFixed(1),
        fixed.meanLagSeconds.toFixed(1),
        ratio.toFixed(2),
      ],
      widths,
    ),
  );
  const head = columns(["progress that misleads", "policy", "polls", "mean lag", "fixed interval", "ratio"], widths);
  return ["Against the fixed interval that makes as many polls:", head, ...rows].join("\n");
}

/** One row for each policy: mean lag / 95 % lag in seconds, mean polls. */
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
  return [head, head.map((_, index) => (index === 0 ? "---" : "--:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
