import fetch, { type Response } from "node-fetch";
import { errorDetails, networkReason } from "./core/apiError";
import type { Sighting } from "./core/decide";
import { judge, type Problem } from "./core/problem";
import { parseProgress } from "./core/progress";
import { retryAfterMs } from "./core/retryAfter";
import type { Access } from "./credentials/access";

const largestBodyBytes = 1024 * 1024;

/**
 * One `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`: authenticate, send, parse. Never retries, never
 * follows a redirect (node-fetch would carry `X-Auth-Token` to the other host), never throws for what a server or a
 * network can do.
 */
export async function lookAt(
  instanceId: string,
  access: Access,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Sighting> {
  const url = `${access.endpoint}/v2/${access.projectId}/apigw/instances/${instanceId}/progress`;
  const cut = new AbortController();
  const stop = () => cut.abort();
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    const headers = { accept: "application/json", ...(await access.headers({ method: "GET", url })) };
    const response = await fetch(url, { headers, redirect: "manual", size: largestBodyBytes, signal: cut.signal });
    return read(response, access.redact(await response.text()), access.redact);
  } catch (cause) {
    const text = cut.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : networkReason(cause);
    return problem({
      code: (cause as { type?: string }).type === "max-size" ? "APIG_BAD_RESPONSE" : "APIG_UNREACHABLE",
      verdict: "retry",
      text: access.redact(`${access.endpoint}: ${text}`),
      cause,
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

function read(response: Response, text: string, redact: Access["redact"]): Sighting {
  const { status, headers } = response;
  if (status !== 200) {
    const { apiCode, apiMessage, requestId } = errorDetails(text);
    const location = redact(headers.get("location") ?? "");
    const told = [`HTTP ${status}`, apiCode, apiMessage, location && `to ${location}`].filter(Boolean).join(" ");
    return problem({
      ...judge({ status, apiCode }),
      text: told,
      requestId: headers.get("x-request-id") ?? requestId,
      retryAfterMs: retryAfterMs(headers.get("retry-after"), headers.get("date")),
    });
  }
  const requestId = headers.get("x-request-id");
  try {
    const date = Date.parse(headers.get("date") ?? "");
    const snapshot = parseProgress(JSON.parse(text));
    return { kind: "snapshot", snapshot, requestId, serverTime: Number.isNaN(date) ? null : date };
  } catch (cause) {
    const why = cause instanceof SyntaxError ? "the body is not JSON" : (cause as Error).message;
    return problem({ code: "APIG_BAD_RESPONSE", verdict: "retry", text: `HTTP 200, but ${why}`, requestId, cause });
  }
}

function problem(known: Pick<Problem, "code" | "verdict" | "text"> & Partial<Problem>): Sighting {
  return { kind: "problem", problem: { requestId: null, retryAfterMs: null, ...known } };
}
