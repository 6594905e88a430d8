// Puts a reply on the wire, or spoils it on the way as its fault says.
import type { ServerResponse } from "node:http";
import type { Reply } from "./reply";

const defaultHugeBytes = 8 * 1024 * 1024;

function bodyText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function writeHead(response: ServerResponse, reply: Reply, requestId: string, length?: number): void {
  const type = typeof reply.body === "string" ? "text/plain" : "application/json";
  // A fault's own headers win, so they come last.
  const sent = { "content-type": type, server: "api-gateway", "x-request-id": requestId, ...reply.headers };
  response.writeHead(reply.status, length === undefined ? sent : { "content-length": length, ...sent });
}

/** The true body, followed by white space: still JSON for a client that reads without a limit. */
function writeHuge(response: ServerResponse, text: string, bytes: number): void {
  const padding = " ".repeat(64 * 1024);
  let left = bytes - text.length;
  const pump = () => {
    while (left > 0 && !response.destroyed) {
      const chunk = padding.slice(0, left);
      left -= chunk.length;
      if (!response.write(chunk)) return void response.once("drain", pump);
    }
    response.end();
  };
  response.write(text);
  pump();
}

export function deliver(response: ServerResponse, reply: Reply, requestId: string): void {
  const text = bodyText(reply.body);
  switch (reply.fault?.kind) {
    case "hang":
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "truncated":
      writeHead(response, reply, requestId, Buffer.byteLength(text));
      response.write(text.slice(0, Math.floor(text.length / 2)), () => response.socket?.end());
      return;
    case "huge":
      writeHead(response, reply, requestId);
      writeHuge(response, text, reply.fault.bytes ?? defaultHugeBytes);
      return;
    default:
      writeHead(response, reply, requestId, Buffer.byteLength(text));
      response.end(text);
  }
}
