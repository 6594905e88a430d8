// 3 of 4 on the data's path: the one loop that every wait runs.
import type { Clock } from "./clock";
import {
  advance,
  afterSuspension,
  type Decision,
  decide,
  nothingSeen,
  type Outcome,
  type Policy,
  type PollLimits,
  type PollResult,
  pollLimits,
  type WaitState,
} from "./core/decide";
import type { Problem } from "./core/problem";

/** One poll of one gateway; ends within its limits or when `signal` aborts. A problem is a value, a throw is a bug. */
export type Poll = (limits: PollLimits, around: PollContext) => Promise<PollResult>;

export interface PollContext {
  readonly signal?: AbortSignal | undefined;
  /** Called when the request leaves. */
  readonly onSent: () => void;
  /** Called when a problem of the host holds this wait back, and for how long. */
  readonly onHeld: (problem: Problem, ms: number) => void;
}

export interface WaiterDeps {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Ends the wait at once; the outcome is `interrupted`. */
  readonly signal?: AbortSignal;
  /** How to sleep between polls. A poll result of another wait during that time counts as a poll. Default: the clock's sleep. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<PollResult | undefined>;
  /** Called after every poll, and when a problem that another wait met holds this one back; for a status line. */
  readonly onStep?: ((seen: PollResult, progress: WaitState, decision: Decision) => void) | undefined;
}

/** The one loop: poll, decide, sleep. Everything that waits for a gateway goes through here. */
export async function wait(
  poll: Poll,
  given: Policy,
  { clock, random, signal, onStep, pause = (ms, own) => clock.sleep(ms, own).then(() => undefined) }: WaiterDeps,
): Promise<Outcome> {
  let policy = given;
  const endBy = (dueMs: number) => {
    // Once: a machine that is always late is slow.
    if (policy === given) policy = afterSuspension(given, elapsed(), dueMs);
  };
  let startedAt = clock.now();
  const elapsed = () => clock.now() - startedAt;
  let polledAtMs = 0;
  let isSent = false;
  const onSent = () => {
    // A single request counts from when it leaves, whatever held it back.
    if (policy.once && !isSent) startedAt = clock.now();
    isSent = true;
    polledAtMs = elapsed();
  };
  let progress = nothingSeen;
  const onHeld = (problem: Problem, afterMs: number) =>
    onStep?.({ kind: "problem", problem }, progress, { kind: "poll-again", afterMs });
  let heard: PollResult | undefined;
  while (!signal?.aborted) {
    polledAtMs = elapsed();
    const limits = pollLimits(policy, polledAtMs, isSent);
    const dueMs = polledAtMs + limits.totalMs;
    const seen = heard ?? (await poll(limits, { signal, onSent, onHeld }));
    if (signal?.aborted) break;
    endBy(dueMs);
    progress = advance(progress, seen, elapsed());
    const decision = decide(progress, seen, polledAtMs, random(), policy);
    onStep?.(seen, progress, decision);
    if (decision.kind === "finished") return decision.outcome;
    const wakeAtMs = elapsed() + decision.afterMs;
    heard = await pause(decision.afterMs, signal);
    endBy(wakeAtMs);
  }
  return { ...progress, elapsedMs: elapsed(), kind: "interrupted" };
}
