// Pure: the faults as data, and which of them meets a request.
export const faultKinds = ["status", "redirect", "hang", "reset", "refused", "truncated", "slow", "huge"] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** The fault holds while `from <= elapsed < to`, in timeline seconds. */
  readonly from?: number;
  readonly to?: number;
  /** It holds for these requests only, counted from 1. */
  readonly turns?: readonly number[];
  readonly status?: number;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly location?: string;
  readonly bytes?: number;
  readonly seconds?: number;
}

/** When a request comes: seconds on the timeline, the how-manieth it is, and how fast those seconds pass. */
export interface Moment {
  readonly elapsed: number;
  readonly turn: number;
  readonly speed: number;
}

export function faultAt(faults: readonly Fault[], { elapsed, turn }: Moment): Fault | undefined {
  return faults.find(
    ({ from = 0, to = Number.POSITIVE_INFINITY, turns }) =>
      from <= elapsed && elapsed < to && (turns === undefined || turns.includes(turn)),
  );
}
