import { mean, quantile } from "../measure";
import { busiest, throttledShare } from "./load";
import { scenarios } from "./scenarios";
import type { Fleet, FleetReport } from "./simulate";

/** A row of the table. */
export function rowOf(name: string, { callsPerSecond }: Fleet, { calls, waits }: FleetReport): string {
  const seconds = ((calls.at(-1)?.atMs ?? 0) - (calls[0]?.atMs ?? 0)) / 1000;
  const lags = waits.map(({ lagMs }) => lagMs / 1000);
  const succeeded = waits.filter(({ kind }) => kind === "succeeded").length;
  const cells = [
    ...[name, `${callsPerSecond} a second`, calls.length, (calls.length / Math.max(1, seconds)).toFixed(1)],
    ...[busiest(calls, 10_000).toFixed(1), `${(100 * throttledShare(calls)).toFixed(1)} %`],
    ...[`${mean(lags).toFixed(1)} / ${quantile(lags, 0.95).toFixed(1)} s`, `${succeeded} of ${waits.length}`],
  ];
  return `| ${cells.join(" | ")} |`;
}

const head = [
  "| fleet | the cloud takes | calls | a second, mean | in the busiest 10 s | throttled | lag, mean / 95 % | ready in time |",
  "| --- | --: | --: | --: | --: | --: | --: | --: |",
];

export async function fleetTable(simulate: (fleet: Fleet) => Promise<FleetReport>): Promise<string> {
  const rows: string[] = [];
  for (const [name, fleet] of scenarios) rows.push(rowOf(name, fleet, await simulate(fleet)));
  return [...head, ...rows].join("\n");
}
