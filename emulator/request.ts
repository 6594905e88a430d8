// A request as data: what the routes and the signature check need of it, read whole before anything is decided.
import type { IncomingMessage } from "node:http";

export interface ApiRequest {
  readonly method: string;
  /** As it came: path and query, still percent-encoded. */
  readonly target: string;
  readonly path: string;
  readonly queryText: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether its connection has carried a request before. */
  readonly isReused: boolean;
}

const usedConnections = new WeakSet<object>();

const maxBodyBytes = 1024 * 1024;

export async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const isReused = usedConnections.has(incoming.socket);
  usedConnections.add(incoming.socket);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  const target = incoming.url ?? "/";
  const [path = "/", queryText = ""] = target.split(/\?(.*)/s);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  const body = Buffer.concat(chunks).toString("utf8");
  return {
    method: incoming.method ?? "GET",
    target,
    path,
    queryText,
    query: new URLSearchParams(queryText),
    headers,
    body,
    isReused,
  };
}

/** The body as a JSON object; undefined for anything else. */
export function jsonObject(request: ApiRequest): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
