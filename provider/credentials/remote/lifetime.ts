import type { Reply } from "../../http/transport";

/**
 * The lifetime of something that a server issued, in milliseconds; null if the answer does not give it. It uses the server's
 * own clock, so that a wrong clock on this machine does not matter.
 */
export function lifetimeOf(reply: Reply, expiresAt: unknown, nowMs: number): number | null {
  // The header has whole seconds, so it may have been sent up to one later.
  const sentAt = Date.parse(reply.headers.get("date") ?? "") + 999 || nowMs;
  const lifetimeMs = Date.parse(typeof expiresAt === "string" ? expiresAt : "") - sentAt;
  return Number.isNaN(lifetimeMs) ? null : lifetimeMs;
}
