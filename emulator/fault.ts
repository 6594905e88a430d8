// Pure: the faults as data, and which of them a request gets.
export const faultKinds = ["status", "redirect", "hang", "reset", "refused", "truncated", "slow", "huge"] as const;
type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** The fault holds while `from <= elapsed < to`, in timeline seconds. */
  readonly from?: number;
  readonly to?: number;
  /** It holds for these requests only, counted from 1. */
  readonly turns?: readonly number[];
  /** It holds only on a connection that has carried a request before. */
  readonly reused?: boolean;
  /** With a status or a body, this is what the kind delivers instead of the normal answer. */
  readonly status?: number;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly location?: string;
  readonly bytes?: number;
  /** What a huge body is filled up with. */
  readonly fill?: string;
  readonly seconds?: number;
}

/** When a request comes. */
export interface Moment {
  /** Seconds on the timeline. */
  readonly elapsed: number;
  /** Its number among the requests that the faults are for, from 1. */
  readonly turn: number;
  /** Whether its connection has carried a request before. */
  readonly isReused: boolean;
  /** How much faster than real time the timeline's seconds pass. */
  readonly speed: number;
}

export function faultAt(faults: readonly Fault[], { elapsed, turn, isReused }: Moment): Fault | undefined {
  return faults.find(
    ({ from = 0, to = Number.POSITIVE_INFINITY, turns = [turn], reused = false }) =>
      from <= elapsed && elapsed < to && turns.includes(turn) && (isReused || !reused),
  );
}
