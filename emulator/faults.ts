// Pure: which fault meets a look, and what the faults that are still proper HTTP answer.
import { documentedFailure, type Reply } from "./reply";

export const faultKinds = ["status", "redirect", "hang", "reset", "truncated", "huge"] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** The fault holds for looks at `from <= elapsed < to`, in seconds since the creation began. */
  readonly from?: number;
  readonly to?: number;
  readonly status?: number;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly location?: string;
  readonly bytes?: number;
}

export function faultAt(faults: readonly Fault[], elapsed: number): Fault | undefined {
  return faults.find(({ from = 0, to = Number.POSITIVE_INFINITY }) => from <= elapsed && elapsed < to);
}

/** The reply under a fault. Kinds that break the connection keep the true reply: the transport spoils its delivery. */
export function replyUnder(fault: Fault, reply: Reply): Reply {
  if (fault.kind === "status") {
    const status = fault.status ?? 500;
    const body = fault.body === undefined ? documentedFailure(status).body : fault.body;
    return { status, body, headers: { ...fault.headers }, fault };
  }
  if (fault.kind === "redirect") {
    const location = fault.location ?? "/redirected";
    return { status: fault.status ?? 302, body: "", headers: { location, ...fault.headers }, fault };
  }
  return { ...reply, fault };
}
