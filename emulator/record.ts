// What happened: one entry for each request. It never holds a header, a body or a secret.
import { appendFileSync } from "node:fs";
import type { Reply } from "./reply";
import type { ApiRequest } from "./request";

export interface RecordedRequest {
  /** RFC 3339, by the emulator's clock. */
  readonly time: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** What was answered; null when a fault left the request without an answer. */
  readonly status: number | null;
  readonly gatewayId: string | null;
  readonly fault: string | null;
  /** How the request said who it is from. */
  readonly auth: "token" | "signature" | null;
  readonly requestId: string;
}

function isAnswered({ fault }: Reply): boolean {
  if (fault?.kind === "reset") return fault.bytes !== undefined;
  return fault?.kind !== "hang" && fault?.kind !== "refused";
}

function kindOf({ authorization, "x-auth-token": token }: ApiRequest["headers"]): "signature" | "token" | null {
  if (authorization !== undefined) return "signature";
  return token === undefined ? null : "token";
}

/** The gateway of the path, or the one that was just made. */
function gatewayIn(request: ApiRequest, reply: Reply): string | null {
  const inPath = /\/apigw\/instances\/([^/?]+)/.exec(request.path)?.[1];
  const { instance_id: made } = Object(reply.body) as { instance_id?: unknown };
  return inPath ?? (typeof made === "string" ? made : null);
}

export function describeRequest(at: number, request: ApiRequest, reply: Reply, requestId: string): RecordedRequest {
  const fault = reply.fault?.kind ?? null;
  return {
    time: new Date(at).toISOString(),
    method: request.method,
    path: request.target,
    status: isAnswered(reply) ? reply.status : null,
    gatewayId: gatewayIn(request, reply),
    fault,
    auth: kindOf(request.headers),
    requestId,
  };
}

export class RequestLog {
  readonly entries: RecordedRequest[] = [];

  constructor(
    private readonly secrets: () => readonly string[],
    private readonly file?: string,
  ) {}

  add(entry: RecordedRequest): void {
    const path = this.secrets().reduce((text, secret) => text.replaceAll(secret, "[secret]"), entry.path);
    const safe = { ...entry, path };
    this.entries.push(safe);
    // Synchronous: whoever got an answer finds its line in the file.
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(safe)}\n`);
  }
}
