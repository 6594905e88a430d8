// Pure: what is answered under a fault.
import type { Fault, Moment } from "./fault";
import { documentedFailure, type Reply } from "./reply";

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
