// 2 of 4 on the data's path: what the engine calls. Only here does an outcome become outputs or an error.
import { argumentFailures, assertArguments, type Failure, type Inputs } from "./core/arguments";
import { type Changes, changesOf } from "./core/changes";
import type { Outcome } from "./core/decide";
import { formatOutcome, outcomeError } from "./core/message";
import { type Echo, idOf, type Outputs, outputsOf, parseId, snapshotOf, type Target } from "./core/outputs";
import { fullUrn } from "./core/rowUrn";
import { stackEndpoint } from "./credentials/stackEndpoint";
import { InitFailure, type InitFailureFacts, quiet } from "./errors";
import {
  defaultGraceMs,
  defaultRefreshTimeout,
  defaultTimeout,
  runGatewayWait,
  sharing,
  type WaitContext,
} from "./wait/gatewayWait";

/** What the hooks need from outside. */
export interface HookDeps extends WaitContext {
  /** Makes the error by which `read` reports a resource that exists but is not ready; undefined where that is not possible. */
  readonly readFailure: (facts: InitFailureFacts) => Error | undefined;
}

/** What the engine passes as "olds": the outputs of the last create, update or read. */
export type Stored = Partial<Outputs> & { readonly __provider?: string };

export interface ReadResult {
  /** Missing if the gateway does not exist any more: the engine then removes the resource from the state. */
  readonly id?: string;
  readonly props?: Outputs;
}

/** The hooks of `GatewayReadiness`, as the engine's dynamic provider process calls them. */
export function createHooks(given: HookDeps) {
  const deps = { shared: sharing(given.clock), ...given };
  return {
    /** Validates; adds no defaults. */
    check: async (_olds: unknown, news: Inputs): Promise<{ inputs: Inputs; failures: Failure[] }> => ({
      inputs: news,
      failures: argumentFailures({ ...news }),
    }),
    diff: async (_id: string, olds: Stored, news: Inputs): Promise<Changes> =>
      changesOf(olds, news, stackEndpoint(news, deps.source)),
    create: (news: Inputs) => create(news, deps),
    update: (id: string, olds: Stored, news: Inputs) => update(id, olds, news, deps),
    read: async (id: string, props: Stored & Inputs): Promise<ReadResult> => {
      try {
        // Only a refresh has outputs; `.get()` passes the program's arguments.
        return await ("status" in props ? refresh(id, props, deps) : get(id, props, deps));
      } catch (error) {
        throw quiet(error);
      }
    },
    /** The resource created nothing in the cloud, so there is nothing to delete. */
    delete: async (): Promise<void> => {},
  };
}

/** Waits. If nothing was seen, a final answer is a plain error: the state keeps nothing, and the next `up` creates. */
async function create(news: Inputs, deps: HookDeps): Promise<{ id: string; outs: Outputs }> {
  const timeout = news.timeouts?.create ?? defaultTimeout;
  const { target, outcome } = await runGatewayWait(
    news.instanceId,
    { ...news, ...rowOf(news) },
    { timeout, graceMs: defaultGraceMs },
    deps,
  );
  const outs = outputsOf(echoed(news), target, outcome.last?.snapshot ?? null);
  if (isReady(outcome, news.failOnError)) return { id: idOf(target), outs };
  const context = { ...target, timeout: "create" } as const;
  const isFinal = outcome.kind === "refused" || outcome.kind === "missing" || target.projectId === "";
  if (outcome.last === null && isFinal) throw outcomeError(outcome, context);
  throw initFailure(idOf(target), outs, news, formatOutcome(outcome, context));
}

/** Waits again: this is how the next `up` resumes. After any error, the last outputs stay in the state. */
async function update(id: string, olds: Stored, news: Inputs, deps: HookDeps): Promise<{ outs: Outputs }> {
  const { projectId = "", instanceId } = parseId(id);
  const stored = snapshotOf(olds);
  const { region, endpoint, cloud } = news;
  const wanted = { projectId, region, endpoint, cloud, lastEndpoint: olds.endpoint, ...rowOf(news) };
  const timeout = news.timeouts?.update ?? news.timeouts?.create ?? defaultTimeout;
  try {
    const waited = await runGatewayWait(instanceId, wanted, { timeout, graceMs: stored ? 0 : defaultGraceMs }, deps);
    const { target, outcome } = waited;
    const outs = outputsOf(echoed(news), target, outcome.last?.snapshot ?? stored);
    if (isReady(outcome, news.failOnError)) return { outs };
    throw initFailure(id, outs, news, formatOutcome(outcome, { ...target, timeout: "update" }));
  } catch (error) {
    if (error instanceof InitFailure) throw error;
    const target: Target = { projectId, instanceId, endpoint: olds.endpoint ?? "" };
    throw initFailure(id, outputsOf(echoed(news), target, stored), news, (error as Error).message);
  }
}

/**
 * Polls at the place that the state holds, whatever the environment says now. A plain refresh gets the stack config of the
 * last `up`; `refresh --run-program` gets today's, which may have moved the resource.
 */
async function refresh(id: string, stored: Stored, deps: HookDeps): Promise<ReadResult> {
  const { projectId, instanceId } = parseId(id);
  const timeout = stored.status === "success" ? "0s" : (stored.timeouts?.read ?? defaultRefreshTimeout);
  const [region, cloud] = [stored.region ?? undefined, stored.cloud ?? undefined];
  const configured = stored.ownEndpoint ? undefined : stackEndpoint({ region, cloud }, deps.source);
  const { target, outcome } = await runGatewayWait(
    instanceId,
    { projectId, storedEndpoint: configured ?? stored.endpoint, cloud, ...rowOf(stored) },
    { timeout, graceMs: 0 },
    deps,
  );
  if (outcome.kind === "missing") return {};
  const context = { ...target, timeout: "read" } as const;
  if (outcome.last === null) throw outcomeError(outcome, context);
  const props = outputsOf(stored, target, outcome.last.snapshot);
  if (isReady(outcome, stored.failOnError) || stored.failOnError === false) return { id, props };
  const properties = { ...props, __provider: stored.__provider ?? "" };
  const failure = deps.readFailure({ id, properties, reasons: [formatOutcome(outcome, context)] });
  if (failure) throw failure;
  return { id, props };
}

/** `.get()`: a gateway that this stack does not manage. Waits in an update, sends one request in a preview. */
async function get(id: string, args: Inputs, deps: HookDeps): Promise<ReadResult> {
  const { projectId = args.projectId, instanceId } = parseId(id);
  // The engine does not call `check` for a resource that it only reads.
  assertArguments({ ...args, ...(projectId !== undefined && { projectId }), instanceId });
  const timing = args.lookOnce
    ? { timeout: "0s", graceMs: 0 }
    : { timeout: args.timeouts?.read ?? defaultTimeout, graceMs: defaultGraceMs };
  const { target, outcome } = await runGatewayWait(instanceId, { ...args, projectId, ...rowOf(args) }, timing, deps);
  const stillCreating = args.lookOnce && outcome.kind === "timed-out" && outcome.last !== null;
  if (!isReady(outcome, args.failOnError) && !stillCreating) {
    throw outcomeError(outcome, { ...target, timeout: "read" });
  }
  return { id: idOf(target), props: outputsOf(echoed(args), target, outcome.last?.snapshot ?? null) };
}

/** The arguments that the outputs repeat. */
function echoed(args: Inputs): Echo {
  return { ...args, ownEndpoint: args.endpoint ? true : null };
}

/** The row on the terminal that shows the wait. */
function rowOf({ rowUrn }: Echo): { urn?: string } {
  return typeof rowUrn === "string" && rowUrn !== "" ? { urn: fullUrn(rowUrn) } : {};
}

function isReady({ kind }: Outcome, failOnError?: boolean | null): boolean {
  return kind === "succeeded" || (kind === "failed" && failOnError === false);
}

/** The SDK does not add `__provider` here, and the engine needs it to call a hook again. */
function initFailure(id: string, outs: Outputs, { __provider = "" }: Inputs, message: string): InitFailure {
  return new InitFailure({ id, properties: { ...outs, __provider }, reasons: [message] });
}
