// The front of the plugin: what the engine says in its own terms, turned into calls of the hooks.
import { argumentFailures, type Inputs } from "../core/arguments";
import { parseId } from "../core/outputs";
import { secretFields } from "../credentials/settings/names";
import { ApigError } from "../errors";
import { type Call, createHooks, type GetArgs, type Stored } from "../hooks";
import { gatewayProgress } from "../wait/gatewayProgress";
import { sharing, type WaitContext } from "../wait/gatewayWait";
import type { CheckFailure, Operation, Plugin, ReadAnswer, Values } from "./plugin";
import { schemaOf } from "./schema";

const functionToken = "apig:index:getGatewayProgress";

export interface PluginDeps {
  readonly version: string;
  /** Everything that a wait needs; `config` gives the provider's own settings. */
  context(config: (key: string) => string | undefined): WaitContext;
  cancel(): void;
  attach(address: string): void;
}

/** The plugin `apig`. */
export function createPlugin({ version, context, cancel, attach }: PluginDeps): Plugin {
  const settings = new Map<string, string>();
  const own = context((key) => settings.get(key));
  const deps: WaitContext = { ...own, shared: sharing(own.clock, own.random) };
  const hooks = createHooks(deps);
  return {
    version,
    schema: () => schemaOf(version),
    secretSettings: () => secretFields,
    configure(given) {
      for (const [key, value] of Object.entries(given)) settings.set(key, textOf(value));
    },
    check: (news) => hooks.check(news as unknown as Inputs).map((failure) => discreet(failure, news)),
    diff: (_id, olds, news) => hooks.diff(olds as Stored, news as unknown as Inputs),
    create: (news, operation) => hooks.create(news as unknown as Inputs, callOf(operation)),
    update: (id, olds, news, operation) =>
      hooks.update(id, olds as Stored, news as unknown as Inputs, callOf(operation)),
    read: (id, state, inputs, operation) => read(hooks, id, state, inputs, callOf(operation)),
    async invoke(token, args) {
      if (token !== functionToken) throw new Error(`there is no function ${token}`);
      const failures = argumentFailures(args);
      return failures.length > 0 ? { failures } : { result: await progress(args as unknown as Inputs, deps) };
    },
    cancel,
    attach,
  };
}

/**
 * Only a refresh has outputs. For `.get()` the engine gives the program's arguments as state and as inputs; in an import it
 * gives none, and wants to know which ones a program needs.
 */
async function read(
  hooks: ReturnType<typeof createHooks>,
  id: string,
  state: Values,
  inputs: Values | undefined,
  call: Call,
): Promise<ReadAnswer | null> {
  if (inputs && "status" in state && !("status" in inputs)) return hooks.refresh(id, state as Stored, call);
  const found = await hooks.get(id, (inputs ?? {}) as GetArgs, call);
  return inputs ? found : { ...found, inputs: { instanceId: parseId(found.id).instanceId } };
}

async function progress(args: Inputs, context: WaitContext): Promise<object> {
  try {
    return await gatewayProgress(args, context);
  } catch (error) {
    // The engine passes on nothing but the text.
    if (!(error instanceof ApigError) || error.message.includes(error.code)) throw error;
    throw new ApigError(error.code, `${error.message} (${error.code})`, { cause: error });
  }
}

/** SDKs write a setting that is no text as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function callOf({ urn, seconds }: Operation): Call {
  // More digits than milliseconds would be written with an exponent.
  return { urn, timeout: seconds > 0 ? `${Math.max(1, Math.round(seconds * 1000))}ms` : undefined };
}

/** The engine prints the value of a property that it is told of, and an address may hold a password. */
function discreet({ property, reason }: CheckFailure, news: Values): CheckFailure {
  const hidden = property === "endpoint" && String(news.endpoint).includes("@");
  return hidden ? { property: "", reason: `endpoint ${reason}` } : { property, reason };
}
