// The front for dynamic resources: the lifecycle as the SDK's dynamic provider process calls it. That tells it neither urn nor
// timeouts, so the constructor puts these into the inputs; the outputs repeat them, since a refresh gets nothing else. Pulumi
// shows nothing whose name begins with two underscores. These names stand in states, so they never change.
import type { Failure, Inputs, Timeouts } from "./core/arguments";
import { telling } from "./core/message";
import { areOutputs, given, type Outputs } from "./core/outputs";
import { fullUrn } from "./core/rowUrn";
import { InitFailure, type InitFailureFacts } from "./errors";
import { type Call, Lifecycle, type Stored, withOutputs } from "./lifecycle";
import type { WaitContext } from "./wait/gatewayWait";

/** What is in the inputs besides the arguments. */
interface Internal {
  /** `customTimeouts`. */
  readonly __timeouts?: { readonly [Key in keyof Timeouts]?: string | null } | null;
  /** The row of the terminal that shows this resource: its urn, shortened. */
  readonly __row?: string | null;
  /** Set by `.get()` in a preview: send one request, do not wait. */
  readonly __preview?: boolean | null;
  /** The text that loads this lifecycle. */
  readonly __provider?: string;
}

export type DynamicInputs = Inputs & Internal;
export type DynamicOutputs = Outputs & Pick<Internal, "__timeouts" | "__row">;
export type DynamicStored = Partial<DynamicOutputs> & Pick<Internal, "__provider">;

export interface ReadResult {
  /** Missing if the gateway does not exist any more: the engine then removes the resource from the state. */
  readonly id?: string;
  readonly props?: DynamicOutputs;
}

/**
 * The lifecycle as the engine's dynamic provider process calls it. `readFailure` makes the error by which `read` reports a resource that
 * exists but is not ready; undefined where that is not possible.
 */
export function dynamicLifecycle({
  readFailure,
  ...context
}: WaitContext & { readonly readFailure: (facts: InitFailureFacts) => InitFailure | undefined }) {
  const lifecycle = new Lifecycle(context);
  const methods = {
    check: async (_olds: unknown, news: DynamicInputs): Promise<{ inputs: DynamicInputs; failures: Failure[] }> => ({
      inputs: news,
      failures: lifecycle.check(argumentsOf(news)),
    }),
    diff: async (id: string, olds: DynamicStored, news: DynamicInputs) => lifecycle.diff(id, olds, argumentsOf(news)),
    create: async (news: DynamicInputs): Promise<{ id: string; outs: DynamicOutputs }> =>
      withOutputs(lifecycle.create(argumentsOf(news), callOf(news, "create")), repeating(news)),
    update: async (id: string, olds: DynamicStored, news: DynamicInputs): Promise<{ outs: DynamicOutputs }> => {
      const call = callOf(news, "update", "create");
      return withOutputs(lifecycle.update(id, olds, argumentsOf(news), call), repeating(news));
    },
    read: async (id: string, props: DynamicStored & DynamicInputs): Promise<ReadResult> => {
      const call = callOf(props, "read");
      const answer = areOutputs(props)
        ? lifecycle.refresh(id, props, call)
        : lifecycle.get(id, argumentsOf(props), { ...call, preview: props.__preview === true });
      try {
        const found = await withOutputs(answer, repeating(props));
        return found ? { id: found.id, props: found.outs } : {};
      } catch (error) {
        if (!(error instanceof InitFailure)) throw error;
        const known = readFailure(error);
        if (known) throw known;
        const { __provider, ...outs } = error.properties;
        return { id, props: outs as unknown as DynamicOutputs };
      }
    },
    /** The resource created nothing in the cloud, so there is nothing to delete. */
    delete: async (): Promise<void> => {},
  };
  // The SDK would print the stack of what some of them throw on the user's screen.
  return telling(methods, (error) => Object.assign(lifecycle.tell(error), { stack: "" }));
}

/** Without what is internal, also to a later version: a library's copy of the package may register what this one runs. */
function argumentsOf({ __timeouts, ...inputs }: DynamicInputs): Inputs {
  const args = Object.entries(inputs).filter(([name]) => !name.startsWith("__"));
  return { ...Object.fromEntries(args), ...(__timeouts != null && { timeouts: __timeouts }) } as unknown as Inputs;
}

/** The timeout is the first of these that is given. */
function callOf({ __row, __timeouts }: Internal, ...names: (keyof Timeouts)[]): Call {
  const timeout = names.map((name) => __timeouts?.[name]).find((text) => text != null);
  const urn = typeof __row === "string" && __row !== "" ? fullUrn(__row) : undefined;
  return { urn, timeout: timeout ?? undefined };
}

/** The outputs, with those inputs that later calls need. */
function repeating({ __timeouts, __row, __provider = "" }: Internal) {
  const limits = given(__timeouts ?? {});
  return (outs: Stored, isFailure: boolean) => ({
    ...outs,
    ...given({
      __timeouts: Object.keys(limits).length === 0 ? null : limits,
      // A gateway that is ready costs one request: its row has nothing to show.
      __row: outs.status === "success" ? null : __row,
    }),
    // The SDK does not add the text to an init failure, and the engine needs it to call a hook again.
    ...(isFailure && { __provider }),
  });
}
