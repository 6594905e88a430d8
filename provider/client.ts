// 4 of 4 on the data's path: one request of the progress API.
import type { PollResult } from "./core/decide";
import { badBody, headerOf, problemOf, problemOfError } from "./core/problem";
import { readProgress } from "./core/snapshot";
import type { ApiConnection } from "./credentials/connections";
import { ApigError } from "./errors";
import type { HttpRequest, Reply } from "./http/transport";

/**
 * One `GET /v2/{project_id}/apigw/instances/{instance_id}/progress`: authenticate, send, parse. Never retries; whatever a
 * server, a network or a credential can do becomes a problem.
 */
export async function pollGateway(
  instanceId: string,
  connection: ApiConnection,
  options: Pick<HttpRequest, "timeoutMs" | "signal" | "turn" | "onSent">,
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
    return { kind: "problem", problem: problemOf(reply, redact, { source: "api", host: new URL(endpoint).host }) };
  }
  const requestId = headerOf(reply, "x-request-id", redact);
  const snapshot = readProgress(reply.text, redact);
  if ("fault" in snapshot) return { kind: "problem", problem: badBody(snapshot.fault, requestId) };
  const date = Date.parse(reply.headers.get("date") ?? "");
  return { kind: "snapshot", snapshot, requestId, serverTime: Number.isNaN(date) ? null : date };
}
