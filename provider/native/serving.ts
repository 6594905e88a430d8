// Connects the plugin to the process, the clock and the engine. An engine that starts it gives its own address and reads the plugin's
// port from the output; the process ends with that engine. One that is started by hand, for PULUMI_DEBUG_PROVIDERS, serves every
// engine that attaches and ends with none (runs.ts).
import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { doFlags } from "../core/configOrigin";
import { systemDeps } from "../credentials/connections";
import { processSource } from "../credentials/settings/processSource";
import { beforeTermination } from "../engine/cancel";
import { type EngineAddress, inputEnded, watchEngine } from "../engine/lifeline";
import { speaker, warnings } from "../engine/log";
import { statusRows } from "../engine/statusRow";
import { createPlugin, type PluginDeps } from "./front";
import { Runs } from "./runs";
import { serve } from "./wire";

/** What the build knows of the plugin. */
type Built = Pick<PluginDeps, "version" | "downloadUrl">;

export async function servePlugin(built: Built, starter: EngineAddress | undefined): Promise<void> {
  if (starter) watchEngine(starter, () => process.exit(), undefined, inputEnded);
  const runs = new Runs({
    create(engine = starter) {
      const log = engine ? speakerTo(engine) : undefined;
      const warn = warnings(log, systemDeps.warn);
      const shown = { warn, ...(log && { row: statusRows(log.tell) }) };
      return createPlugin({
        ...built,
        warn,
        context: (config, origin) => ({
          source: processSource(config, { origin: () => origin }),
          // `pulumi do` without state has no row: it would print each text among its results.
          ...(origin !== doFlags && shown),
        }),
      });
    },
    watch: watchEngine,
  });
  beforeTermination(process, () => runs.cancelAll());
  const { port } = await serve(runs);
  console.log(port);
}

/** With the plugin's own parts: it has no SDK beside it. */
function speakerTo(engine: EngineAddress) {
  return speaker(new EngineClient(engine, grpc.credentials.createInsecure()), { LogRequest });
}
