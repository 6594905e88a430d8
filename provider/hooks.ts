import { lookAt } from "./client";
import type { Clock } from "./clock";
import { type Failure, failures, type Inputs } from "./core/arguments";
import { type Changes, changesOf } from "./core/changes";
import type { Outcome } from "./core/decide";
import { durationMs } from "./core/duration";
import { codeOf, explain } from "./core/message";
import { idOf, type Outputs, outputsOf, parseId, snapshotOf, type Target } from "./core/outputs";
import { openAccess, type Wanted } from "./credentials/openAccess";
import type { SettingsSource } from "./credentials/settings";
import type { StatusRow } from "./engine/statusRow";
import { ApigError, InitFailure, type InitFailureFacts, quiet } from "./errors";
import { wait } from "./waiter";

/** What hooks need from outside. */
export interface Surroundings {
  readonly source: SettingsSource;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The error by which `read` tells the engine that a resource is there but not well; undefined where it cannot. */
  readonly readFailure: (facts: InitFailureFacts) => Error | undefined;
  /** Ends every wait at once: the engine is told to stop. */
  readonly signal?: AbortSignal;
  /** Shows a wait on the row of its resource. */
  readonly row?: (urn: string | null | undefined) => StatusRow;
}

/** What the engine gives as "olds": the outputs of the last create, update or read. */
export type Stored = Partial<Outputs> & { readonly __provider?: string };

export interface ReadResult {
  /** Missing: the gateway is gone, and the engine forgets the resource. */
  readonly id?: string;
  readonly props?: Outputs;
}

const defaultTimeout = "60m";
const defaultRefreshTimeout = "10m";
const graceMs = 30_000;

/** The hooks of `GatewayReadiness`, as the engine's dynamic provider process calls them. */
export function createHooks(surroundings: Surroundings) {
  return {
    /** Validates; fills nothing in. */
    check: async (_olds: unknown, news: Inputs): Promise<{ inputs: Inputs; failures: Failure[] }> => ({
      inputs: news,
      failures: failures({ ...news }),
    }),
    diff: async (_id: string, olds: Stored, news: Inputs): Promise<Changes> => changesOf(olds, news),
    create: (news: Inputs) => create(news, surroundings),
    update: (id: string, olds: Stored, news: Inputs) => update(id, olds, news, surroundings),
    read: async (id: string, props: Stored & Inputs): Promise<ReadResult> => {
      try {
        // Only a refresh sees outputs; what `.get()` passes is the program's arguments.
        return await ("status" in props ? refresh(id, props, surroundings) : get(id, props, surroundings));
      } catch (error) {
        throw quiet(error);
      }
    },
    /** The resource is no thing in the cloud: there is nothing to delete. */
    delete: async (): Promise<void> => {},
  };
}

/** Waits. With nothing seen, a final answer is a plain error: nothing is kept, and the next `up` creates. */
async function create(news: Inputs, surroundings: Surroundings): Promise<{ id: string; outs: Outputs }> {
  const timeout = news.timeouts?.create ?? defaultTimeout;
  const { target, outcome } = await waitFor(
    news.instanceId,
    news,
    { timeout, graceMs, rowUrn: news.rowUrn },
    surroundings,
  );
  const outs = outputsOf(news, target, outcome.last?.snapshot ?? null);
  if (isReady(outcome, news.failOnError)) return { id: idOf(target), outs };
  const message = explain(outcome, { ...target, timeout: "create" });
  if (outcome.last === null && (outcome.kind === "refused" || outcome.kind === "missing"))
    throw outcomeError(outcome, message);
  throw initFailure(idOf(target), outs, news, message);
}

/** Waits anew: this is how the next `up` resumes. Whatever goes wrong, the last outputs stay. */
async function update(id: string, olds: Stored, news: Inputs, surroundings: Surroundings): Promise<{ outs: Outputs }> {
  const { projectId = "", instanceId } = parseId(id);
  const stored = snapshotOf(olds);
  const wanted = { projectId, endpoint: news.endpoint, lastEndpoint: olds.endpoint };
  const timeout = news.timeouts?.update ?? news.timeouts?.create ?? defaultTimeout;
  try {
    const waited = await waitFor(
      instanceId,
      wanted,
      { timeout, graceMs: stored ? 0 : graceMs, rowUrn: news.rowUrn },
      surroundings,
    );
    const { target, outcome } = waited;
    const outs = outputsOf(news, target, outcome.last?.snapshot ?? stored);
    if (isReady(outcome, news.failOnError)) return { outs };
    throw initFailure(id, outs, news, explain(outcome, { ...target, timeout: "update" }));
  } catch (error) {
    if (error instanceof InitFailure) throw error;
    const target: Target = { projectId, instanceId, endpoint: olds.endpoint ?? "" };
    throw initFailure(id, outputsOf(news, target, stored), news, (error as Error).message);
  }
}

/** Looks again at the place that the state holds, whatever the program and the environment say now. */
async function refresh(id: string, stored: Stored, surroundings: Surroundings): Promise<ReadResult> {
  const { projectId, instanceId } = parseId(id);
  const timeout = stored.status === "success" ? "0s" : (stored.timeouts?.read ?? defaultRefreshTimeout);
  const { target, outcome } = await waitFor(
    instanceId,
    { projectId, endpoint: stored.endpoint },
    { timeout, graceMs: 0, rowUrn: stored.rowUrn },
    surroundings,
  );
  if (outcome.kind === "missing") return {};
  const message = explain(outcome, { ...target, timeout: "read" });
  if (outcome.last === null) throw outcomeError(outcome, message);
  const props = outputsOf(stored, target, outcome.last.snapshot);
  if (isReady(outcome, stored.failOnError) || stored.failOnError === false) return { id, props };
  const properties = { ...props, __provider: stored.__provider ?? "" };
  const failure = surroundings.readFailure({ id, properties, reasons: [message] });
  if (failure) throw failure;
  return { id, props };
}

/** `.get()`: a gateway of somebody else. Waits in an update, looks once in a preview. */
async function get(id: string, args: Inputs, surroundings: Surroundings): Promise<ReadResult> {
  const { projectId = args.projectId, instanceId } = parseId(id);
  const timing = args.lookOnce
    ? { timeout: "0s", graceMs: 0 }
    : { timeout: args.timeouts?.read ?? defaultTimeout, graceMs, rowUrn: args.rowUrn };
  const { target, outcome } = await waitFor(instanceId, { ...args, projectId }, timing, surroundings);
  const stillCreating = args.lookOnce && outcome.kind === "timed-out" && outcome.last !== null;
  if (!isReady(outcome, args.failOnError) && !stillCreating) {
    throw outcomeError(outcome, explain(outcome, { ...target, timeout: "read" }));
  }
  return { id: idOf(target), props: outputsOf(args, target, outcome.last?.snapshot ?? null) };
}

async function waitFor(
  instanceId: string,
  wanted: Wanted,
  { timeout, graceMs, rowUrn }: { timeout: string; graceMs: number; rowUrn?: string | null | undefined },
  { source, row, ...alive }: Surroundings,
): Promise<{ target: Target; outcome: Outcome }> {
  const access = openAccess(wanted, source);
  const shown = row?.(rowUrn);
  const outcome = await wait(
    (timeoutMs, signal) => lookAt(instanceId, access, timeoutMs, signal),
    { timeoutMs: durationMs(timeout), graceMs, polling: "eager" },
    { ...alive, ...(shown && { onStep: shown.onStep }) },
  ).finally(shown?.end);
  return { target: { projectId: access.projectId, instanceId, endpoint: access.endpoint }, outcome };
}

function outcomeError(outcome: Outcome, message: string): ApigError {
  return new ApigError(codeOf(outcome), message, { cause: outcome.lastProblem?.cause });
}

function isReady({ kind }: Outcome, failOnError = true): boolean {
  return kind === "succeeded" || (kind === "failed" && !failOnError);
}

/** The SDK does not add `__provider` on this path, and the engine needs it to call any hook again. */
function initFailure(id: string, outs: Outputs, { __provider = "" }: Inputs, message: string): InitFailure {
  return new InitFailure({ id, properties: { ...outs, __provider }, reasons: [message] });
}
