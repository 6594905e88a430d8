// 2 of 4 on the data's path: what the engine calls, whichever front it calls (dynamicLifecycle.ts, native/). Only here is it
// decided whether an outcome is outputs (core/outputs.ts) or an error (core/message.ts).
import { assertArguments, type Failure, type Inputs, shownFailures } from "./core/arguments";
import { type Changes, changesOf } from "./core/changes";
import { doFlags } from "./core/configOrigin";
import type { Outcome } from "./core/decide";
import { invalidArgument } from "./core/foreignText";
import { formatOutcome, outcomeError, told } from "./core/message";
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
import type { Context } from "./core/text/nextStep";
import { stackEndpoint } from "./credentials/addresses";
import { InitFailure } from "./errors";
import {
  defaultRefreshTimeout,
  gatewayProgress,
  runGatewayWait,
  type Shared,
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

/** The arguments of `.get()`, whose gateway the id names. */
export type GetArgs = Omit<Inputs, "instanceId">;

/** The lifecycle of `GatewayReadiness`. A resource that is there but not ready is an `InitFailure`. */
export class Lifecycle {
  readonly #context: WaitContext & { readonly shared: Shared };

  constructor(given: WaitContext) {
    this.#context = { ...given, shared: given.shared ?? sharing(given) };
  }

  /** What people are told of an error. */
  tell(error: unknown): Error {
    return told(error, this.#context.shared.connections.redactor.redact);
  }

  /** Validates; adds no defaults. */
  check(news: Inputs): Failure[] {
    return shownFailures({ ...news });
  }

  diff(id: string, olds: Stored, news: Inputs): Changes {
    return changesOf({ ...olds, ...identityOf(id) }, news, stackEndpoint(news, this.#context.source));
  }

  /** Waits. If nothing was seen, a final answer is a plain error: the state keeps nothing, and the next `up` creates. */
  async create(news: Inputs, { urn, timeout }: Call = {}): Promise<Found> {
    const { target, outcome } = await runGatewayWait(news.instanceId, { ...news, urn }, { timeout }, this.#context);
    const outs = outputsOf(echoed(news), target, outcome.last?.snapshot ?? null);
    if (outcome.kind === "succeeded" || isAccepted(outcome, news)) return { id: idOf(target), outs };
    const context = this.#toldOf(target, { operation: "create" });
    const isFinal = outcome.kind === "refused" || outcome.kind === "missing" || target.projectId === null;
    if (outcome.last === null && isFinal) throw outcomeError(outcome, context);
    throw initFailure(idOf(target), outs, formatOutcome(outcome, context));
  }

  /** Waits again: this is how the next `up` resumes. After any error, the last outputs stay in the state. */
  async update(id: string, olds: Stored, news: Inputs, { urn, timeout }: Call = {}): Promise<{ outs: Outputs }> {
    const { projectId = news.projectId ?? null, instanceId } = sameGateway(id, news);
    const stored = snapshotOf(olds);
    const { region, endpoint, cloud } = news;
    const wanted = { projectId: projectId ?? undefined, region, endpoint, cloud, lastEndpoint: olds.endpoint, urn };
    const timing = { timeout, ...(stored && { graceMs: 0 }) };
    const about = { operation: "update", ...(stored && { kept: stored }) } as const;
    try {
      const { target, outcome } = await runGatewayWait(instanceId, wanted, timing, this.#context);
      const outs = outputsOf(echoed(news), target, outcome.last?.snapshot ?? stored);
      if (outcome.kind === "succeeded" || isAccepted(outcome, news)) return { outs };
      throw initFailure(id, outs, formatOutcome(outcome, this.#toldOf(target, about)));
    } catch (error) {
      if (error instanceof InitFailure) throw error;
      const target = { projectId, instanceId, endpoint: olds.endpoint ?? null };
      throw initFailure(id, outputsOf(echoed(news), target, stored), this.tell(error).message, error);
    }
  }

  /**
   * Polls at the place that the state holds, whatever the environment says now. A plain refresh gets the stack config of the
   * last `up`; `refresh --run-program` gets today's, which may have moved the resource. Null if the gateway is gone.
   */
  async refresh(
    id: string,
    stored: Stored,
    { urn, timeout = defaultRefreshTimeout }: Call = {},
  ): Promise<Found | null> {
    const { projectId, instanceId } = parseStoredId(id);
    const [region, cloud] = [stored.region ?? undefined, storedCloud(stored)];
    const configured = stored.__ownEndpoint ? undefined : stackEndpoint({ region, cloud }, this.#context.source);
    const wanted = { projectId, storedEndpoint: configured ?? stored.endpoint, cloud, urn };
    const timing = { timeout: stored.status === "success" ? "0s" : timeout, graceMs: 0 };
    const { target, outcome } = await runGatewayWait(instanceId, wanted, timing, this.#context);
    if (outcome.kind === "missing") return null;
    const outs = outputsOf(stored, target, outcome.last?.snapshot ?? null);
    if (outcome.kind === "succeeded") return { id, outs };
    const context = this.#toldOf(target, { operation: "refresh", kept: snapshotOf(stored) });
    if (outcome.last === null) throw outcomeError(outcome, context);
    if (stored.failOnError === false) return { id, outs };
    throw initFailure(id, outs, formatOutcome(outcome, context));
  }

  /**
   * `.get()`: a gateway that this stack does not manage. Waits in an update, sends one request in a preview. An import is the same without
   * arguments: the engine takes what it gives into the state.
   */
  async get(id: string, args: GetArgs, call: Call = {}, operation: "get" | "import" = "get"): Promise<Found> {
    const { projectId = args.projectId, instanceId } = parseGivenId(id);
    // The engine does not call `check` for a resource that it only reads.
    assertArguments({ ...args, ...(projectId !== undefined && { projectId }), instanceId });
    const { urn, timeout, preview = false } = call;
    const timing = preview ? { timeout: "0s", graceMs: 0 } : { timeout };
    const { target, outcome } = await runGatewayWait(instanceId, { ...args, projectId, urn }, timing, this.#context);
    const stillCreating = preview && outcome.kind === "timed-out" && outcome.last !== null;
    if (outcome.kind === "succeeded" || isAccepted(outcome, args) || stillCreating)
      return { id: idOf(target), outs: outputsOf(echoed(args), target, outcome.last?.snapshot ?? null) };
    throw outcomeError(outcome, this.#toldOf(target, { operation: preview ? "preview" : operation }));
  }

  /** Sends one request, for a program that wants to know; nothing is kept. */
  async ask(args: Inputs) {
    return gatewayProgress(args, this.#context);
  }

  #toldOf(target: KnownTarget, about: Pick<Context, "operation" | "kept">): Context {
    const { origin } = this.#context.source;
    // Nothing is kept, and what is run again is that command.
    return { ...target, ...(origin === doFlags ? { operation: "do" } : about), ...(origin && { origin }) };
  }
}

/**
 * The gateway of the id. Another one is another resource, which the engine gets by replacing this one; but a patch by hand may ask
 * for anything.
 */
function sameGateway(id: string, { instanceId, projectId }: Inputs): ReturnType<typeof parseStoredId> {
  const held = parseStoredId(id);
  const refused = (name: string, wanted: string) =>
    invalidArgument`${name} cannot change to "${wanted}" in an update: this resource is gateway ${id}; replace the resource, or create another one`;
  if (instanceId && instanceId !== held.instanceId) throw refused("instanceId", instanceId);
  if (projectId && held.projectId && projectId !== held.projectId) throw refused("projectId", projectId);
  return held;
}

/** The arguments that the outputs repeat. */
function echoed(args: GetArgs): Echo {
  return { ...args, __ownEndpoint: args.endpoint ? true : null };
}

function isAccepted({ kind }: Outcome, { failOnError }: Echo): boolean {
  return kind === "failed" && failOnError === false;
}

function initFailure(id: string, outs: Outputs, message: string, cause?: unknown): InitFailure {
  return new InitFailure({ id, properties: { ...outs }, reasons: [message] }, { cause });
}

/** An answer of the lifecycle, or an init failure, with the outputs that a front gives instead. */
export async function withOutputs<Answer extends { readonly outs: Outputs } | null>(
  answer: Promise<Answer>,
  give: (outs: Stored, isFailure: boolean) => Stored,
): Promise<Answer> {
  try {
    const found = await answer;
    return found && { ...found, outs: give(found.outs, false) };
  } catch (error) {
    if (!(error instanceof InitFailure)) throw error;
    const { cause, properties, ...facts } = error;
    throw new InitFailure({ ...facts, properties: { ...give(properties, true) } }, { cause });
  }
}
