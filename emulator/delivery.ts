// Sends a reply, or damages it as its fault says.
import type { ServerResponse } from "node:http";
import type { Fault } from "./fault";
import type { Reply } from "./reply";

const defaultHugeBytes = 8 * 1024 * 1024;

function bodyText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

const contentType = (text: string) => (text.startsWith("<") ? "text/html" : "text/plain");

function writeHead(response: ServerResponse, reply: Reply, common: Readonly<Record<string, string>>, length?: number) {
  const type = typeof reply.body !== "string" ? "application/json" : contentType(reply.body);
  // A fault's own headers take precedence, so they come last.
  const sent = { "content-type": type, server: "api-gateway", ...common, ...reply.headers };
  response.writeHead(reply.status, length === undefined ? sent : { "content-length": length, ...sent });
}

/** The body, filled up: with white space it is still JSON for a client that reads without a limit. */
function writeHuge(response: ServerResponse, text: string, { bytes = defaultHugeBytes, fill = " " }: Fault): void {
  const padding = fill.repeat(Math.ceil((64 * 1024) / fill.length));
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

/** The body in small pieces, spread over the whole duration. */
function writeSlowly(response: ServerResponse, text: string, durationMs: number): void {
  const pieces = Math.max(2, Math.min(text.length, Math.round(durationMs / 20)));
  const size = Math.ceil(text.length / pieces);
  let sent = 0;
  const timer = setInterval(() => {
    if (sent < text.length) response.write(text.slice(sent, sent + size));
    sent += size;
    if (sent >= text.length) response.end();
  }, durationMs / pieces);
  response.once("close", () => clearInterval(timer));
}

function resetAfter(response: ServerResponse, text: string): void {
  // A reset discards what the other side has not read yet, so it gets a moment to read.
  response.write(text, () => setTimeout(() => response.socket?.resetAndDestroy(), 20));
}

/** Closes the port for some time. */
type Refuse = (forMs: number) => void;

export function deliver(
  response: ServerResponse,
  reply: Reply,
  common: Readonly<Record<string, string>>,
  refuse: Refuse,
) {
  const text = bodyText(reply.body);
  const { fault, durationMs = 0 } = reply;
  if (fault?.kind === "hang") return;
  if (fault?.kind === "refused") return refuse(durationMs);
  if (fault?.kind === "reset" && fault.bytes === undefined) return void response.socket?.resetAndDestroy();
  writeHead(response, reply, common, fault?.kind === "huge" ? undefined : Buffer.byteLength(text));
  if (fault?.kind === "huge") writeHuge(response, text, fault);
  else if (fault?.kind === "slow") writeSlowly(response, text, durationMs);
  else if (fault?.kind === "reset") resetAfter(response, text.slice(0, fault.bytes));
  else if (fault?.kind === "truncated") response.write(text.slice(0, text.length / 2), () => response.socket?.end());
  else response.end(text);
}
