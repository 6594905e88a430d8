import type { Reply } from "../../http/transport";

/**
 * How long something that a server issued is good for, in milliseconds; null where the answer does not say. By the
 * server's own clock, so that a wrong clock here does no harm.
 */
export function lifetimeOf(reply: Reply, expiresAt: unknown, nowMs: number): number | null {
  // The header has whole seconds, so it may have been sent up to one later.
  const sentAt = Date.parse(reply.headers.get("date") ?? "") + 999 || nowMs;
  const lifetimeMs = Date.parse(String(expiresAt)) - sentAt;
  return Number.isNaN(lifetimeMs) ? null : lifetimeMs;
}
