// What the engine's provider process loads: it connects the lifecycle to the process, the clock and the engine.
import { missingStackConfig, stackConfig } from "./core/configOrigin";
import { systemDeps } from "./credentials/connections";
import { processSource } from "./credentials/settings/processSource";
import { unknownKeys } from "./credentials/settings/unknownKeys";
import { dynamicLifecycle } from "./dynamicLifecycle";
import { cancelSignal } from "./engine/cancel";
import { engineAddress, watchEngine } from "./engine/lifeline";
import { engineAt, warnings } from "./engine/log";
import { readFailure } from "./engine/readFailure";
import { statusRows } from "./engine/statusRow";

type Config = {
  get(key: string): string | undefined;
  /** Every key. Not in the SDK's public types; where it is missing, all is taken to be well. */
  readonly rawConfig?: Readonly<Record<string, unknown>>;
};

const prefix = "apig:";

/** The decrypted stack config of this run. It is set at once, because the SDK may call the lifecycle before `configure` has returned. */
let config: Config = { get: () => undefined };

const address = engineAddress(process.argv);
if (address) watchEngine(address, () => process.exit());
const engine = address ? engineAt(address) : undefined;
const warn = warnings(engine, systemDeps.warn);

/** The text in every stack's state loads this object, so its name and its place never change. */
export const provider = {
  configure(request: { readonly config: Config }): void {
    config = request.config;
    const ours = Object.keys(config.rawConfig ?? {}).filter((key) => key.startsWith(prefix));
    const keys = ours.map((key) => key.slice(prefix.length));
    // Once a run: the SDK configures an object once in a process.
    for (const text of unknownKeys(keys, stackConfig).values()) void warn(text);
  },
  ...dynamicLifecycle({
    source: processSource((key) => config.get(prefix + key), {
      origin: () => (config.rawConfig && Object.keys(config.rawConfig).length === 0 ? missingStackConfig : stackConfig),
    }),
    readFailure,
    warn,
    ...(engine && { row: statusRows(engine.tell) }),
    ...(address && { signal: cancelSignal(process) }),
  }),
};
