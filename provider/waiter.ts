// 3 of 4 on the data's path: the one loop that every wait runs.
import type { Clock } from "./clock";
import {
  advance,
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

/** One poll of one gateway; ends within its limits or when `signal` aborts. A problem is a value, a throw is a bug. */
export type Poll = (limits: PollLimits, around: PollContext) => Promise<PollResult>;

export interface PollContext {
  readonly signal?: AbortSignal | undefined;
  /** Called when the request leaves, with how long it waited for its credential. */
  readonly onSent: (queuedMs: number) => void;
}

export interface WaiterDeps {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Ends the wait at once; the outcome is `interrupted`. */
  readonly signal?: AbortSignal;
  /** How to sleep between polls. A poll result of another wait during that time counts as a poll. Default: the clock's sleep. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<PollResult | undefined>;
  /** Called after every poll, for a status line. */
  readonly onStep?: (seen: PollResult, progress: WaitState, decision: Decision) => void;
}

/** The one loop: poll, decide, sleep. Everything that waits for a gateway goes through here. */
export async function wait(
  poll: Poll,
  policy: Policy,
  { clock, random, signal, onStep, pause = sleeping(clock) }: WaiterDeps,
): Promise<Outcome> {
  let startedAt = clock.now();
  const elapsed = () => clock.now() - startedAt;
  let polledAtMs = 0;
  const onSent = (queuedMs: number) => {
    if (policy.once) startedAt += queuedMs;
    polledAtMs = elapsed();
  };
  let progress = nothingSeen;
  let heard: PollResult | undefined;
  while (!signal?.aborted) {
    polledAtMs = elapsed();
    const seen = heard ?? (await poll(pollLimits(policy, polledAtMs), { signal, onSent }));
    if (signal?.aborted) break;
    progress = advance(progress, seen, elapsed());
    const decision = decide(progress, seen, polledAtMs, random(), policy);
    onStep?.(seen, progress, decision);
    if (decision.kind === "finished") return { ...progress, kind: decision.as };
    heard = await pause(decision.afterMs, signal);
  }
  return { ...progress, elapsedMs: elapsed(), kind: "interrupted" };
}

function sleeping(clock: Clock) {
  return async (ms: number, signal?: AbortSignal): Promise<undefined> => {
    await clock.sleep(ms, signal);
  };
}
