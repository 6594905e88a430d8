// 4 of 4 on the data's path: one request of the progress API.
import type { PollResult } from "./core/decide";
import type { Problem } from "./core/problem";
import { headerOf, problemOf, problemOfError } from "./core/problem";
import { parseProgress } from "./core/snapshot";
import type { ApiConnection } from "./credentials/connections";
import { ApigError } from "./errors";
import type { HttpRequest, Reply } from "./http/transport";

/** The limits of one request, and who is told of it. */
export type PollOptions = Pick<HttpRequest, "timeoutMs" | "signal" | "turn" | "onSent">;

/**
 * One `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`: authenticate, send, parse. Never retries; whatever a
 * server, a network or a credential can do becomes a problem.
 */
export async function pollGateway(
  instanceId: string,
  connection: ApiConnection,
  options: PollOptions,
): Promise<PollResult> {
  const { endpoint, projectId, send, redact } = connection;
  const url = `${endpoint}/v2/${projectId}/apigw/instances/${instanceId}/progress`;
  const headers = { accept: "application/json", "x-project-id": projectId };
  try {
    return read(await send({ method: "GET", url, headers, ...options }), connection);
  } catch (error) {
    if (!(error instanceof ApigError)) throw error;
    return { kind: "problem", problem: problemOfError(error, redact) };
  }
}

function read(reply: Reply, { redact, endpoint }: ApiConnection): PollResult {
  if (reply.status !== 200) {
    return problem(problemOf(reply, redact, { source: "api", host: new URL(endpoint).host }));
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
