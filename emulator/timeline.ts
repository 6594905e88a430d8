// Pure: what the creation of a gateway looks like at one moment. Times are seconds since that creation began.
import type { Fault } from "./fault";

/** `[seconds, progress]`, or `[seconds, progress, status]` to show a status word that is not documented. */
export type Step = readonly [seconds: number, progress: number, status?: string];

export interface Timeline {
  readonly steps: readonly Step[];
  /** When the creation ends; null or absent: never. */
  readonly end?: number | null;
  readonly status?: "success" | "failed";
  readonly errorCode?: string | null;
  readonly errorMsg?: string | null;
  /** How old the creation already is when its clock starts to run. */
  readonly age?: number;
  /** From this moment the gateway does not exist any more. */
  readonly gone?: number;
  readonly faults?: readonly Fault[];
}

export interface CreationState {
  readonly progress: number;
  readonly status: string;
  readonly errorCode: string | null;
  readonly errorMsg: string | null;
  /** The last change so far, in seconds since the creation began. */
  readonly changedAt: number;
}

/** What an observer sees at `elapsed` seconds, or undefined once the gateway is gone. */
export function stateAt(timeline: Timeline, elapsed: number): CreationState | undefined {
  if (elapsed >= (timeline.gone ?? Number.POSITIVE_INFINITY)) return undefined;
  const [changedAt, progress, word] = timeline.steps.findLast(([from]) => from <= elapsed) ?? [0, 0];
  const end = timeline.end ?? Number.POSITIVE_INFINITY;
  if (elapsed < end) return { progress, status: word ?? "creating", errorCode: null, errorMsg: null, changedAt };
  if (timeline.status !== "failed") {
    return { progress: 100, status: "success", errorCode: null, errorMsg: null, changedAt: end };
  }
  const { errorCode = null, errorMsg = null } = timeline;
  return { progress, status: "failed", errorCode, errorMsg, changedAt: end };
}
