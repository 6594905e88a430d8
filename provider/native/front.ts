// The front of the plugin: what the engine says in its own terms, turned into calls of the lifecycle.
import { argumentFailures, type Inputs } from "../core/arguments";
import { type ConfigOrigin, providerArguments, stackConfig } from "../core/configOrigin";
import { invalidArgument } from "../core/foreignText";
import { telling } from "../core/message";
import { areOutputs, given, parseId } from "../core/outputs";
import { regionOfAddress } from "../credentials/clouds";
import { secretFields } from "../credentials/settings/names";
import { InitFailure } from "../errors";
import { type Call, createLifecycle, type GetArgs, type Stored } from "../lifecycle";
import { gatewayProgress } from "../wait/gatewayProgress";
import { sharing, type WaitContext } from "../wait/gatewayWait";
import type { CheckFailure, Operation, Plugin, ReadAnswer, Values } from "./plugin";
import { schemaOf } from "./schema";
import { isDefaultProvider, settingFailures, textOf } from "./settings";

const functionToken = "apig:index:getGatewayProgress";

export interface PluginDeps {
  readonly version: string;
  /**
   * Everything that a wait needs, made anew for each configuration: `config` gives the provider's own settings, `origin` tells where
   * they were written.
   */
  context(config: (key: string) => string | undefined, origin: ConfigOrigin): Omit<WaitContext, "signal">;
}

/** The plugin `apig`. */
export function createPlugin({ version, context }: PluginDeps): Plugin {
  let stop = new AbortController();
  const begin = (settings: ReadonlyMap<string, string>, origin: ConfigOrigin) => {
    const own = context((key) => settings.get(key), origin);
    const deps: WaitContext = { ...own, shared: sharing(own.clock, own.random), signal: stop.signal };
    return { deps, lifecycle: createLifecycle(deps) };
  };
  let { deps, lifecycle } = begin(new Map(), stackConfig);
  const plugin: Plugin = {
    version,
    schema: () => schemaOf(version),
    secretSettings: () => secretFields,
    checkSettings: (values, provider, secrets) => settingFailures(values, originFor(provider), secrets),
    configure(values, provider) {
      if (stop.signal.aborted) stop = new AbortController();
      const settings = Object.entries(values).map(([key, value]) => [key, textOf(key, value)] as const);
      ({ deps, lifecycle } = begin(new Map(settings), originFor(provider)));
    },
    check: (news) => lifecycle.check(news as unknown as Inputs),
    diff: (id, olds, news, oldInputs) => lifecycle.diff(id, ...compared(olds, news, oldInputs)),
    create: (news, operation) => schemaOnly(lifecycle.create(news as unknown as Inputs, callOf(operation))),
    update: (id, olds, news, operation) =>
      schemaOnly(lifecycle.update(id, olds as Stored, news as unknown as Inputs, callOf(operation))),
    read: (id, state, inputs, operation) => schemaOnly(read(lifecycle, id, state, inputs, callOf(operation))),
    async invoke(token, args) {
      if (token !== functionToken) throw invalidArgument`there is no function ${token}`;
      const failures = argumentFailures(args).map(named);
      return failures.length > 0 ? { failures } : { result: await gatewayProgress(args as unknown as Inputs, deps) };
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
  lifecycle: ReturnType<typeof createLifecycle>,
  id: string,
  state: Values,
  inputs: Values | undefined,
  call: Call,
): Promise<ReadAnswer | null> {
  if (inputs && areOutputs(state, inputs))
    return lifecycle.refresh(id, { ...state, __ownEndpoint: inputs.endpoint ? true : null }, call);
  if (inputs) return lifecycle.get(id, inputs as GetArgs, call);
  const found = await lifecycle.import(id, call);
  return { ...found, inputs: { instanceId: parseId(found.id).instanceId, ...untold } };
}

/** An answer, or a failure, whose outputs are those of the schema alone: the engine tells a plugin the inputs again. */
async function schemaOnly<T extends { readonly outs: object } | null>(answer: Promise<T>): Promise<T> {
  const bare = ({ __ownEndpoint, ...outs }: Stored) => outs;
  try {
    const found = await answer;
    return found && { ...found, outs: bare(found.outs) };
  } catch (error) {
    if (!(error instanceof InitFailure)) throw error;
    const { cause, properties, ...facts } = error;
    throw new InitFailure({ ...facts, properties: bare(properties) }, { cause });
  }
}

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

const originFor = (provider: string) => (isDefaultProvider(provider) ? stackConfig : providerArguments);

function callOf({ urn, seconds }: Operation): Call {
  // More digits than milliseconds would be written with an exponent.
  return { urn, timeout: seconds > 0 ? `${Math.max(1, Math.round(seconds * 1000))}ms` : undefined };
}

/** The engine prints the property of a function's failure after the reason, in parentheses. */
function named({ property, reason }: CheckFailure): CheckFailure {
  return { property, reason: `${property} ${reason}` };
}
