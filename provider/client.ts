import { problemOf } from "./core/answer";
import type { Sighting } from "./core/decide";
import type { Problem } from "./core/problem";
import { parseProgress } from "./core/progress";
import type { Access } from "./credentials/access";
import { type ErrorCode, isApigError } from "./errors";
import type { Reply } from "./transport";

/** An access that may have to be asked for first. */
export type Open = () => Promise<Access>;

/**
 * One `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`: authenticate, send, parse. Never retries what a server
 * or a network can do; that becomes a problem. Throws ApigError for what only the user can mend before anything is sent.
 */
export async function lookAt(
  instanceId: string,
  open: Open,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Sighting> {
  const cut = new AbortController();
  const stop = () => cut.abort();
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const access = await unlessCut(open(), cut.signal, timeoutMs);
    const request = { ...progressCall(access, instanceId), timeoutMs, signal: cut.signal };
    return await unlessCut(sight(access, request), cut.signal, timeoutMs);
  } catch (error) {
    if (!isApigError(error)) throw error;
    if (!waitable.includes(error.code)) throw error;
    return problem({ code: error.code, verdict: "retry", text: error.message, cause: error.cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
