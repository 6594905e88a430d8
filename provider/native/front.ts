// The front of the plugin: what the engine says in its own terms, turned into calls of the lifecycle.
import { argumentFailures, type Inputs } from "../core/arguments";
import { type ConfigOrigin, doFlags, pluginStackConfig, providerArguments } from "../core/configOrigin";
import { invalidArgument } from "../core/foreignText";
import { telling } from "../core/message";
import { areOutputs, given, parseId } from "../core/outputs";
import { regionOfAddress } from "../credentials/clouds";
import { type ConnectionDeps, systemDeps } from "../credentials/connections";
import { secretFields } from "../credentials/settings/names";
import { ApigError } from "../errors";
import { type Call, type Found, type GetArgs, Lifecycle, type Stored, withOutputs } from "../lifecycle";

import type { WaitContext } from "../wait/gatewayWait";
import type { Failure, Plugin, Values } from "./plugin";
import schema from "./schema.json";
import { isDefaultProvider, settingFaults, textOf, unknownSettings } from "./settings";

const functionToken = "apig:index:getGatewayProgress";

export interface PluginDeps {
  readonly version: string;
  /** Where the engine finds the plugin of this version on its own, for SDKs that are made from it; none: nowhere. */
  readonly downloadUrl?: string | undefined;
  /**
   * Everything that a wait needs, made anew for each configuration: `config` gives the provider's own settings, `origin` tells where
   * they were written.
   */
  context(config: (key: string) => string | undefined, origin: ConfigOrigin): Omit<WaitContext, "signal">;
  /** Shows a warning about the stack config. Default: on the error stream of the process. */
  readonly warn?: ConnectionDeps["warn"];
}

/** The plugin `apig`. */
export function createPlugin({ version, downloadUrl, context, warn = systemDeps.warn }: PluginDeps): Plugin {
  let stop = new AbortController();
  const begin = (settings: ReadonlyMap<string, string>, origin: ConfigOrigin) => {
    return new Lifecycle({ ...context((key) => settings.get(key), origin), signal: stop.signal });
  };
  let lifecycle = begin(new Map(), pluginStackConfig);
  let isDo = false;
  const plugin: Plugin = {
    version,
    schema: () => ({ ...schema, version, ...(downloadUrl && { pluginDownloadURL: downloadUrl }) }),
    secretSettings: () => secretFields,
    checkSettings(values, provider, secrets) {
      const origin = originFor(provider);
      const [unknown, faults] = [unknownSettings(values, origin), settingFaults(values, origin, secrets)];
      // What a program gives is its mistake. The stack config is also read by others, such as another version, and a warning is enough.
      if (origin !== pluginStackConfig) return { failures: [...unknown.values(), ...faults].map(unbound), dropped: [] };
      for (const text of unknown.values()) warn(text);
      return { failures: faults.map(unbound), dropped: [...unknown.keys()] };
    },
    configure(values, provider) {
      if (stop.signal.aborted) stop = new AbortController();
      const settings = Object.entries(values).map(([key, value]) => [key, textOf(key, value)] as const);
      const origin = originFor(provider);
      isDo = origin === doFlags;
      lifecycle = begin(new Map(settings), origin);
    },
    check: (news) => lifecycle.check(news as unknown as Inputs).map(ofVersion(version)),
    diff: (id, olds, news, oldInputs) => lifecycle.diff(id, ...compared(olds, news, oldInputs)),
    create: (news, call) => withOutputs(lifecycle.create(news as unknown as Inputs, call), schemaOnly),
    update: (id, olds, news, call) =>
      withOutputs(lifecycle.update(id, olds as Stored, news as unknown as Inputs, call), schemaOnly),
    read: (id, state, inputs, call) => withOutputs(read(lifecycle, id, state, inputs, call), schemaOnly),
    async invoke(token, args) {
      if (token !== functionToken) throw invalidArgument`there is no function ${token}`;
      // The engine prints the property of a function's failure after the reason, in parentheses.
      const failures = argumentFailures(args)
        .map(ofVersion(version))
        .map(({ property, reason }) => ({ property, reason: `${property} ${reason}` }));
      if (failures.length === 0) return { result: await lifecycle.ask(args as unknown as Inputs) };
      // `pulumi do` passes over the failures of a function, and says that all is well.
      if (isDo) throw new ApigError("APIG_INVALID_ARGUMENT", failures.map(({ reason }) => reason).join("; "));
      return { failures };
    },
    cancel: () => stop.abort(),
  };
  return telling(plugin, (error) => lifecycle.tell(error));
}

/**
 * Only a refresh has outputs. For `.get()` the engine gives the program's arguments as state and as inputs; in an import it
 * gives none, and wants to know which ones a program needs.
 */
async function read(
  lifecycle: Lifecycle,
  id: string,
  state: Values,
  inputs: Values | undefined,
  call: Call,
): Promise<(Found & { readonly inputs?: object }) | null> {
  if (inputs && areOutputs(state, inputs))
    return lifecycle.refresh(id, { ...state, __ownEndpoint: inputs.endpoint ? true : null }, call);
  if (inputs) return lifecycle.get(id, inputs as GetArgs, call);
  const found = await lifecycle.get(id, {}, call, "import");
  return { ...found, inputs: { instanceId: parseId(found.id).instanceId, ...untold } };
}

const knownArguments = Object.keys(schema.resources["apig:index:GatewayReadiness"].inputProperties);

/** An SDK may be newer than the plugin: then it is this one that does not know the argument. */
const ofVersion =
  (version: string) =>
  ({ property, reason }: Failure): Failure => {
    if (property === "" || knownArguments.includes(property)) return { property, reason };
    const newer = "if your SDK has this argument, install a newer plugin (npx pulumi-apig plugin install)";
    return { property, reason: `${reason}; this is plugin ${version}; ${newer}` };
  };

/** Outputs of the schema alone: the engine tells a plugin the inputs again. */
const schemaOnly = ({ __ownEndpoint, ...outs }: Stored): Stored => outs;

/** What no gateway can tell, in the inputs of an import. A program that gives something else for one of them gives no such pair. */
const untold = { triggers: null, region: null };

/**
 * An import's outputs lack triggers and region for good, so what the program gave last time counts; in the first update after an import
 * there is nothing to compare. But an address of a public cloud tells its region.
 */
function compared(olds: Values, { triggers, region, ...news }: Values, oldInputs: Values): [Stored, Inputs] {
  if (oldInputs.triggers === null && oldInputs.region === null) {
    const known = regionOfAddress(olds.endpoint);
    return [{ ...olds, region: known }, given({ ...news, region: known && region }) as Inputs];
  }
  const held = given({ triggers: oldInputs.triggers, region: oldInputs.region });
  return [{ ...olds, ...held }, given({ ...news, triggers, region }) as Inputs];
}

/** Beside a property the engine would print the value. */
const unbound = (reason: string): Failure => ({ property: "", reason });

/** Only `pulumi do`, where it keeps no state, gives a provider no name. */
function originFor(provider: string): ConfigOrigin {
  if (provider === "") return doFlags;
  return isDefaultProvider(provider) ? pluginStackConfig : providerArguments;
}
