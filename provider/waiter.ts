import type { Clock } from "./clock";
import {
  advance,
  type Decision,
  decide,
  nothingSeen,
  type Outcome,
  type Policy,
  type Progress,
  requestTimeoutMs,
  type Sighting,
} from "./core/decide";

/** One look at one gateway; ends within `timeoutMs` or when `signal` aborts. A problem is a value, a throw is a bug. */
export type Look = (timeoutMs: number, signal?: AbortSignal) => Promise<Sighting>;

export interface Surroundings {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Ends the wait at once; the outcome is `interrupted`. */
  readonly signal?: AbortSignal;
  /** How to sleep between looks; what another wait saw meanwhile counts as a look. Default: the clock's sleep. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<Sighting | undefined>;
  /** Told after every look, for a status line. */
  readonly onStep?: (seen: Sighting, progress: Progress, decision: Decision) => void;
}

/** The one loop: look, decide, sleep. Everything that waits for a gateway goes through here. */
export async function wait(
  look: Look,
  policy: Policy,
  { clock, random, signal, onStep, pause = sleeping(clock) }: Surroundings,
): Promise<Outcome> {
  const startedAt = clock.now();
  const elapsed = () => clock.now() - startedAt;
  let progress = nothingSeen;
  let heard: Sighting | undefined;
  while (!signal?.aborted) {
    const lookedAtMs = elapsed();
    const seen = heard ?? (await look(requestTimeoutMs(policy.timeoutMs - lookedAtMs), signal));
    if (signal?.aborted) break;
    progress = advance(progress, seen, elapsed());
    const decision = decide(progress, seen, lookedAtMs, random(), policy);
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
