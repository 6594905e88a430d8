// Pure: what is answered under a fault.
import type { Fault, Moment } from "./fault";
import { documentedFailure, type Reply } from "./reply";

const defaultSeconds = 10;

/** How long a slow body or a closed port lasts, in real milliseconds. */
function durationMs({ kind, seconds, to }: Fault, { elapsed, speed }: Moment): number {
  const rest = kind === "refused" && to !== undefined ? to - elapsed : defaultSeconds;
  return ((seconds ?? rest) / speed) * 1000;
}

/** The fault's own answer; undefined means the normal answer. */
function ownReply({ kind, status, body, location = "/redirected" }: Fault): Reply | undefined {
  if (kind === "redirect") return { status: status ?? 302, body: body ?? "", headers: { location } };
  if (kind !== "status" && status === undefined && body === undefined) return undefined;
  const code = status ?? (kind === "status" ? 500 : 200);
  return body === undefined ? documentedFailure(code) : { status: code, body };
}

/** The reply under a fault. Kinds that break the connection have a whole reply too; its delivery is what fails. */
export function replyUnder(fault: Fault, moment: Moment, trueReply: () => Reply): Reply {
  const reply = ownReply(fault) ?? trueReply();
  return { ...reply, headers: { ...reply.headers, ...fault.headers }, fault, durationMs: durationMs(fault, moment) };
}
