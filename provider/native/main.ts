// What `pulumi-resource-apig` starts: it connects the plugin to the process, the clock and the engine. The engine gives its own
// address as the last argument and reads the plugin's port from the output.
import { systemClock } from "../clock";
import { processSource } from "../credentials/settings/processSource";
import { cancellation } from "../engine/cancel";
import { parseEngineAddress, watchEngine } from "../engine/lifeline";
import { engineRows } from "../engine/statusRow";
import type { StatusRow } from "../wait/gatewayWait";
import { createPlugin } from "./front";
import { rowReporter } from "./values";
import { serve } from "./wire";

/** Set by the build. */
declare const PACKAGE_VERSION: string;

const cancelled = cancellation(process);
let rowOf: ((urn: string) => StatusRow) | undefined;

function attach(address: string): void {
  const engine = parseEngineAddress(address);
  if (!engine) return;
  watchEngine(engine, () => process.exit());
  const tell = rowReporter(engine);
  rowOf = tell && engineRows(tell);
}

const noRow: StatusRow = { onStep: () => {}, end: async () => {} };

attach(process.argv.at(-1) ?? "");
const plugin = createPlugin({
  version: PACKAGE_VERSION,
  context: (config, origin) => ({
    source: processSource(config, { origin }),
    clock: systemClock,
    random: Math.random,
    signal: cancelled.signal,
    row: (urn) => rowOf?.(urn) ?? noRow,
  }),
  cancel: () => cancelled.abort(),
  attach,
});
serve(plugin).then(({ port }) => console.log(port));
