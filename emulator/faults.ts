// Pure: which fault meets a request, and what the faults that are still proper HTTP answer.
import { documentedFailure, type Reply } from "./reply";

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

const defaultSeconds = 10;

/** How long a slow body or a closed port lasts, in real milliseconds. */
function durationMs({ kind, seconds, to }: Fault, { elapsed, speed }: Moment): number {
  const rest = kind === "refused" && to !== undefined ? to - elapsed : defaultSeconds;
  return ((seconds ?? rest) / speed) * 1000;
}

/** The reply under a fault. Kinds that break the connection keep the true reply: the transport spoils its delivery. */
export function replyUnder(fault: Fault, moment: Moment, trueReply: () => Reply): Reply {
  if (fault.kind === "status") {
    const status = fault.status ?? 500;
    const body = fault.body === undefined ? documentedFailure(status).body : fault.body;
    return { status, body, headers: { ...fault.headers }, fault };
  }
  if (fault.kind === "redirect") {
    const location = fault.location ?? "/redirected";
    return { status: fault.status ?? 302, body: "", headers: { location, ...fault.headers }, fault };
  }
  const reply = trueReply();
  return { ...reply, headers: { ...reply.headers, ...fault.headers }, fault, durationMs: durationMs(fault, moment) };
}
