import type { PollResult } from "./core/decide";
import type { Redact } from "./core/foreignText";
import type { Problem } from "./core/problem";
import { headerOf, problemOf } from "./core/problem";
import { parseProgress } from "./core/snapshot";
import type { ApiConnection } from "./credentials/access";
import { ApigError, type ErrorCode } from "./errors";
import type { RateLimiter } from "./http/rateLimiter";
import type { Reply } from "./http/transport";

/** What time alone may mend. */
const transient: readonly ErrorCode[] = [
  "APIG_UNREACHABLE",
  "APIG_PROXY_UNAVAILABLE",
  "APIG_UNAVAILABLE",
  "APIG_THROTTLED",
  "APIG_BAD_RESPONSE",
];

/**
 * One `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`: authenticate, send, parse. Never retries; what a
 * server or a network can do becomes a problem. Throws the ApigError of `open` where waiting cannot mend it. Waiting for
 * a turn at the host does not count as the request's time.
 */
export async function pollGateway(
  instanceId: string,
  open: () => Promise<ApiConnection>,
  timeoutMs: number,
  signal?: AbortSignal,
  pace?: RateLimiter,
): Promise<PollResult> {
  let access: ApiConnection | undefined;
  try {
    const { endpoint, projectId, send, redact } = await within(timeoutMs, "", open, signal);
    access = { endpoint, projectId, send, redact };
    await pace?.acquire(endpoint, signal);
    const url = `${endpoint}/v2/${projectId}/apigw/instances/${instanceId}/progress`;
    const headers = { accept: "application/json", "x-project-id": projectId };
    const request = { method: "GET", url, headers } as const;
    const reply = await within(timeoutMs, `${endpoint}: `, (cut) => send({ ...request, signal: cut }), signal);
    const seen = read(reply, redact);
    if (seen.kind === "problem") pace?.onThrottled(endpoint, seen.problem);
    return seen;
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    const { code, message, cause } = error;
    const mayPass = transient.includes(code);
    if (!mayPass && !access) throw error;
    const text = access ? access.redact(message) : message;
    return problem({ code, retryability: mayPass ? "retry" : "give-up", text, cause });
  }
}

/** Ends when the time is up or `signal` aborts, even where others share the task, such as a login. */
async function within<T>(
  timeoutMs: number,
  whose: string,
  task: (cut: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const cut = new AbortController();
  const stop = () => cut.abort(new ApigError("APIG_UNREACHABLE", `${whose}no answer within ${timeoutMs / 1000} s`));
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await unlessCut(task(cut.signal), cut.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

function unlessCut<T>(task: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // The task may know more, such as a proxy that did not answer; it has this turn to say so.
    const cut = () => setImmediate(reject, signal.reason);
    if (signal.aborted) cut();
    signal.addEventListener("abort", cut, { once: true });
    task.then(resolve, reject).finally(() => signal.removeEventListener("abort", cut));
  });
}

function read(reply: Reply, redact: Redact): PollResult {
  if (reply.status !== 200) {
    const { apiCode, ...told } = problemOf(reply, redact);
    return problem(told);
  }
  const requestId = headerOf(reply, "x-request-id", redact);
  try {
    const date = Date.parse(reply.headers.get("date") ?? "");
    const snapshot = parseProgress(JSON.parse(reply.text), redact);
    return { kind: "snapshot", snapshot, requestId, serverTime: Number.isNaN(date) ? null : date };
  } catch (error) {
    // Neither error itself: JSON's quotes the body, yup's holds all of it.
    const why = error instanceof SyntaxError ? "the body is not JSON" : (error as Error).message;
    const told = { code: "APIG_BAD_RESPONSE", retryability: "retry", text: `HTTP 200, but ${why}` } as const;
    return problem({ ...told, requestId, cause: new Error(why) });
  }
}

function problem(known: Pick<Problem, "code" | "retryability" | "text"> & Partial<Problem>): PollResult {
  return { kind: "problem", problem: { requestId: null, retryAfterMs: null, ...known } };
}
