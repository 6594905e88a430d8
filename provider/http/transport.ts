// http/ is everything between the package and a host: requests, proxies, certificates, and the limit of 10 requests a
// second (rateLimiter.ts). It knows no credential. This file sends, and sets the deadline of each request. Begin here.
import fetch from "node-fetch";
import { withDeadline } from "../clock";
import { endpointFault } from "../core/address";
import { systemCode } from "../core/attempt";
import { networkReason } from "../core/errorBody";
import type { Reply } from "../core/problem";
import { givenUp, noAnswer, noAnswerWithin, untrusted } from "../core/text/network";
import { proxySilence } from "../core/text/proxy";
import { ApigError } from "../errors";
import { type AgentFor, agents, type TransportSettings } from "./agents";
import type { Turn } from "./rateLimiter";
import type { Trip } from "./tunnelAgent";

export type { Reply } from "../core/problem";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long the answer may take, from when the request leaves. */
  readonly timeoutMs: number;
  /** Ends it at once, whatever it waits for. */
  readonly signal?: AbortSignal | undefined;
  /** How it waits for the host's pace, where that is kept. */
  readonly turn?: Turn | undefined;
  /** Called when the request leaves: nothing holds it back any more. */
  readonly onSent?: (() => void) | undefined;
}

/**
 * Sends one request. Throws ApigError when no whole answer came: APIG_UNREACHABLE, APIG_BAD_RESPONSE for one that is too
 * big, APIG_UNTRUSTED for a certificate, APIG_PROXY and APIG_PROXY_UNAVAILABLE for a proxy.
 */
export type Send = (request: HttpRequest) => Promise<Reply>;

const largestBodyBytes = 1024 * 1024;
/** Error codes of a request on a connection that the server had closed. */
const stale = /^(ECONNRESET|EPIPE)$/;

/**
 * The only HTTP client. It never follows a redirect (node-fetch would send `X-Auth-Token` to the other host), and never uses
 * plain HTTP to another machine unless that is allowed. A cancelled request leaves no open socket. If a connection that was
 * kept alive is reset, a GET is sent once more on a new connection, as Go and browsers do.
 */
export function createTransport(settings: TransportSettings): Send {
  const agentFor = agents(settings);
  return async (request) => {
    const { url, timeoutMs: ms, signal: outer, onSent } = request;
    const fault = endpointFault(url.replace(/[?#].*$/s, ""), settings.allowHttp);
    if (fault) throw new ApigError("APIG_INVALID_SETTING", `${new URL(url).origin} ${fault}`);
    if (outer?.aborted) throw givenUp(outer, request);
    const late = () => noAnswer(request, noAnswerWithin(ms));
    return withDeadline({ ms, outer, error: late }, (cut) => {
      onSent?.();
      return exchange(request, agentFor, cut);
    });
  };
}

async function exchange(request: HttpRequest, agentFor: AgentFor, signal: AbortSignal, fresh = false): Promise<Reply> {
  const { url, method, headers = {}, body } = request;
  const trip: Trip = { signal, waitsFor: null, request: null, error: null };
  try {
    const agent = agentFor(new URL(url), trip, fresh);
    const options = { method, headers, redirect: "manual", size: largestBodyBytes, agent } as const;
    // The types expect an older kind of signal than that of Node.js, and no body that is undefined.
    const response = await fetch(url, { ...options, body: body as string, signal: signal as never });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    // node-fetch leaves the connection open if it stops reading the answer.
    trip.request?.destroy();
    const reset = trip.request?.reusedSocket && stale.test(trip.error?.code ?? "");
    if (reset && !fresh && method === "GET" && !signal.aborted) return exchange(request, agentFor, signal, true);
    throw failure(request, trip, cause as Error & { readonly type?: string });
  }
}

function failure(request: HttpRequest, { signal, waitsFor, error }: Trip, cause: Error & { readonly type?: string }) {
  if (signal.aborted) {
    const given = givenUp(signal, request);
    return waitsFor ? proxySilence(waitsFor, given, cause) : given;
  }
  const known = error ?? cause;
  // Every error of node-fetch has a type, and every one of Node.js's own a code.
  if (known instanceof ApigError || (systemCode(known) ?? cause.type) === undefined) return known;
  const { origin } = new URL(request.url);
  const kind = cause.type === "max-size" ? "APIG_BAD_RESPONSE" : "APIG_UNREACHABLE";
  return untrusted(origin, known, process) ?? noAnswer(request, networkReason(known), known, kind);
}
