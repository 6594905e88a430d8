import { type CliName, cliNames, clis, nodeVersions, sdks } from "../../tools/engine/pins";
import type { Results } from "../engine/runFiles";

/** An engine, an SDK and a Node.js that users may have together. */
export interface Cell {
  readonly cli: CliName;
  readonly sdk: string;
  readonly node: string;
}

export const cells: readonly Cell[] = cliNames.flatMap((cli) =>
  Object.entries(sdks).flatMap(([sdk, lowest]) =>
    nodeVersions.filter((node) => Number.parseInt(node, 10) >= lowest).map((node) => ({ cli, sdk, node })),
  ),
);

/** A row for each CLI and SDK, a column for each Node.js. */
export function table(told: (cell: Cell) => string): string {
  const row = (columns: readonly string[]) => `| ${columns.join(" | ")} |`;
  const head = ["CLI", "SDK", ...nodeVersions.map((version) => `Node.js ${version}`)];
  const rows = cliNames.flatMap((cli) =>
    Object.keys(sdks).map((sdk) => {
      const shown = nodeVersions.map((node) => {
        const cell = cells.find((it) => it.cli === cli && it.sdk === sdk && it.node === node);
        return cell ? told(cell) : "not possible";
      });
      return row([clis[cli].version, sdk, ...shown]);
    }),
  );
  return [row(head), `|${"---|".repeat(head.length)}`, ...rows].join("\n");
}

export const shown = ({ passed, failed }: Results): string =>
  failed.length === 0 ? `all ${passed} tests` : `failed: ${failed.join(", ")}`;
