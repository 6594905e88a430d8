// What `pulumi-resource-apig` starts: it connects the plugin to the process, the clock and the engine. An engine that starts it gives
// its own address as the last argument and reads the plugin's port from the output; the process ends with that engine. One that is
// started by hand, for PULUMI_DEBUG_PROVIDERS, serves every engine that attaches and ends with none (runs.ts).
import { processSource } from "../credentials/settings/processSource";
import { beforeTermination } from "../engine/cancel";
import { parseEngineAddress, watchEngine } from "../engine/lifeline";
import { statusRows } from "../engine/statusRow";
import { createPlugin } from "./front";
import { Runs } from "./runs";
import { rowReporter } from "./values";
import { serve } from "./wire";

/** Set by the build. */
declare const PACKAGE_VERSION: string;

const starter = parseEngineAddress(process.argv.at(-1) ?? "");
if (starter) watchEngine(starter, () => process.exit());

const runs = new Runs({
  create(engine = starter) {
    const tell = engine ? rowReporter(engine) : undefined;
    const row = tell && statusRows(tell);
    return createPlugin({
      version: PACKAGE_VERSION,
      context: (config, origin) => ({
        source: processSource(config, { origin: () => origin }),
        ...(row && { row }),
      }),
    });
  },
  watch: watchEngine,
});
beforeTermination(process, () => runs.cancelAll());
serve(runs).then(({ port }) => console.log(port));
