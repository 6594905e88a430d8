// 2 of 4 on the data's path: what the engine calls, whichever front it calls (dynamicLifecycle.ts, native/). Only here does an
// outcome become outputs or an error.
import { assertArguments, type Failure, type Inputs, shownFailures } from "./core/arguments";
import { type Changes, changesOf } from "./core/changes";
import type { Outcome } from "./core/decide";
import { invalidArgument } from "./core/foreignText";
import { type Context, formatOutcome, outcomeError, told } from "./core/message";
import {
  type Echo,
  identityOf,
  idOf,
  type KnownTarget,
  type Outputs,
  outputsOf,
  parseGivenId,
  parseStoredId,
  snapshotOf,
  storedCloud,
} from "./core/outputs";
import { stackEndpoint } from "./credentials/stackEndpoint";
import { InitFailure } from "./errors";
import {
  defaultGraceMs,
  defaultRefreshTimeout,
  defaultTimeout,
  runGatewayWait,
  sharing,
  type WaitContext,
} from "./wait/gatewayWait";

/** What the engine tells about one operation, besides the arguments. */
export interface Call {
  /** The resource, whose row on the terminal shows the wait. */
  readonly urn?: string | undefined;
  /** How long the operation may take, such as `10m`. */
  readonly timeout?: string | undefined;
  /** True if nothing may wait: `get` then sends one request. */
  readonly preview?: boolean | undefined;
}

/** What the engine passes as "olds": the outputs of the last create, update or read. */
export type Stored = Partial<Outputs>;

/** A resource that is there. */
export interface Found {
  readonly id: string;
  readonly outs: Outputs;
}

interface Deps extends WaitContext {
  /** What people are told of an error. */
  readonly tell: (error: unknown) => Error;
}

/** The lifecycle of `GatewayReadiness`. A resource that is there but not ready is an `InitFailure`. */
export function createLifecycle(given: WaitContext) {
  const { shared = sharing(given.clock, given.random) } = given;
  const deps: Deps = { ...given, shared, tell: (error) => told(error, shared.connections.redactor.redact) };
  return {
    tell: deps.tell,
    /** Validates; adds no defaults. */
    check: (news: Inputs): Failure[] => shownFailures({ ...news }),
    diff: (id: string, olds: Stored, news: Inputs): Changes =>
      changesOf({ ...olds, ...identityOf(id) }, news, stackEndpoint(news, deps.source)),
    create: (news: Inputs, call: Call = {}) => create(news, call, deps),
    update: (id: string, olds: Stored, news: Inputs, call: Call = {}) => update(id, olds, news, call, deps),
    refresh: (id: string, stored: Stored, call: Call = {}) => refresh(id, stored, call, deps),
    get: (id: string, args: GetArgs, call: Call = {}) => get(id, args, call, deps),
    /** As `get` without arguments: the engine takes what it gives into the state. */
    import: (id: string, call: Call = {}) => get(id, {}, call, deps, "import"),
  };
}

/** The arguments of `.get()`, whose gateway the id names. */
export type GetArgs = Omit<Inputs, "instanceId">;

/** Waits. If nothing was seen, a final answer is a plain error: the state keeps nothing, and the next `up` creates. */
async function create(news: Inputs, { urn, timeout = defaultTimeout }: Call, deps: WaitContext): Promise<Found> {
  const timing = { timeout, graceMs: defaultGraceMs };
  const { target, outcome } = await runGatewayWait(news.instanceId, { ...news, urn }, timing, deps);
  const outs = outputsOf(echoed(news), target, outcome.last?.snapshot ?? null);
  if (outcome.kind === "succeeded" || isAccepted(outcome, news)) return { id: idOf(target), outs };
  const context = toldOf(target, { operation: "create" }, deps);
  const isFinal = outcome.kind === "refused" || outcome.kind === "missing" || target.projectId === null;
  if (outcome.last === null && isFinal) throw outcomeError(outcome, context);
  throw initFailure(idOf(target), outs, formatOutcome(outcome, context));
}

/** Waits again: this is how the next `up` resumes. After any error, the last outputs stay in the state. */
async function update(
  id: string,
  olds: Stored,
  news: Inputs,
  { urn, timeout = defaultTimeout }: Call,
  deps: Deps,
): Promise<{ outs: Outputs }> {
  const { projectId = news.projectId ?? null, instanceId } = sameGateway(id, news);
  const stored = snapshotOf(olds);
  const { region, endpoint, cloud } = news;
  const wanted = { projectId: projectId ?? undefined, region, endpoint, cloud, lastEndpoint: olds.endpoint, urn };
  const about = { operation: "update", ...(stored && { kept: stored }) } as const;
  try {
    const waited = await runGatewayWait(instanceId, wanted, { timeout, graceMs: stored ? 0 : defaultGraceMs }, deps);
    const { target, outcome } = waited;
    const outs = outputsOf(echoed(news), target, outcome.last?.snapshot ?? stored);
    if (outcome.kind === "succeeded" || isAccepted(outcome, news)) return { outs };
    throw initFailure(id, outs, formatOutcome(outcome, toldOf(target, about, deps)));
  } catch (error) {
    if (error instanceof InitFailure) throw error;
    const target = { projectId, instanceId, endpoint: olds.endpoint ?? null };
    throw initFailure(id, outputsOf(echoed(news), target, stored), deps.tell(error).message, error);
  }
}

/**
 * The gateway of the id. Another one is another resource, which the engine gets by replacing this one; but a patch by hand may ask
 * for anything.
 */
function sameGateway(id: string, { instanceId, projectId }: Inputs): ReturnType<typeof parseStoredId> {
  const held = parseStoredId(id);
  const refused = (name: string, wanted: string) =>
    invalidArgument`${name} cannot become "${wanted}" in an update, since this resource is gateway ${id}: replace the resource, or make another one`;
  if (instanceId && instanceId !== held.instanceId) throw refused("instanceId", instanceId);
  if (projectId && held.projectId && projectId !== held.projectId) throw refused("projectId", projectId);
  return held;
}

/**
 * Polls at the place that the state holds, whatever the environment says now. A plain refresh gets the stack config of the
 * last `up`; `refresh --run-program` gets today's, which may have moved the resource. Null if the gateway is gone.
 */
async function refresh(id: string, stored: Stored, call: Call, deps: WaitContext): Promise<Found | null> {
  const { projectId, instanceId } = parseStoredId(id);
  const timeout = stored.status === "success" ? "0s" : (call.timeout ?? defaultRefreshTimeout);
  const [region, cloud] = [stored.region ?? undefined, storedCloud(stored)];
  const configured = stored.__ownEndpoint ? undefined : stackEndpoint({ region, cloud }, deps.source);
  const { target, outcome } = await runGatewayWait(
    instanceId,
    { projectId, storedEndpoint: configured ?? stored.endpoint, cloud, urn: call.urn },
    { timeout, graceMs: 0 },
    deps,
  );
  if (outcome.kind === "missing") return null;
  const outs = outputsOf(stored, target, outcome.last?.snapshot ?? null);
  if (outcome.kind === "succeeded") return { id, outs };
  const context = toldOf(target, { operation: "refresh", kept: snapshotOf(stored) }, deps);
  if (outcome.last === null) throw outcomeError(outcome, context);
  if (stored.failOnError === false) return { id, outs };
  throw initFailure(id, outs, formatOutcome(outcome, context));
}

/** `.get()`: a gateway that this stack does not manage. Waits in an update, sends one request in a preview. */
async function get(
  id: string,
  args: GetArgs,
  { urn, timeout = defaultTimeout, preview = false }: Call,
  deps: WaitContext,
  operation: "get" | "import" = "get",
): Promise<Found> {
  const { projectId = args.projectId, instanceId } = parseGivenId(id);
  // The engine does not call `check` for a resource that it only reads.
  assertArguments({ ...args, ...(projectId !== undefined && { projectId }), instanceId });
  const timing = preview ? { timeout: "0s", graceMs: 0 } : { timeout, graceMs: defaultGraceMs };
  const { target, outcome } = await runGatewayWait(instanceId, { ...args, projectId, urn }, timing, deps);
  const stillCreating = preview && outcome.kind === "timed-out" && outcome.last !== null;
  if (outcome.kind === "succeeded" || isAccepted(outcome, args) || stillCreating)
    return { id: idOf(target), outs: outputsOf(echoed(args), target, outcome.last?.snapshot ?? null) };
  throw outcomeError(outcome, toldOf(target, { operation: preview ? "request" : operation }, deps));
}

/** The arguments that the outputs repeat. */
function echoed(args: GetArgs): Echo {
  return { ...args, __ownEndpoint: args.endpoint ? true : null };
}

function toldOf(target: KnownTarget, about: Pick<Context, "operation" | "kept">, { source }: WaitContext): Context {
  return { ...target, ...about, ...(source.origin && { origin: source.origin }) };
}

function isAccepted({ kind }: Outcome, { failOnError }: Echo): boolean {
  return kind === "failed" && failOnError === false;
}

function initFailure(id: string, outs: Outputs, message: string, cause?: unknown): InitFailure {
  return new InitFailure({ id, properties: { ...outs }, reasons: [message] }, { cause });
}
