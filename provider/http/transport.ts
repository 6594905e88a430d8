import fetch from "node-fetch";
import { endpointFault } from "../core/address";
import { networkReason } from "../core/errorBody";
import { ApigError } from "../errors";
import { createAgents, type TransportSettings } from "./agents";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** One of these two ends a request that takes too long. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** An answer, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
}

/** Sends one request. Throws ApigError when no whole answer came: APIG_UNREACHABLE, APIG_BAD_RESPONSE for one that is too
 * big, APIG_UNTRUSTED for a certificate. */
export type Send = (request: HttpRequest) => Promise<Reply>;

const largestBodyBytes = 1024 * 1024;

/**
 * The one HTTP client. Never follows a redirect (node-fetch would carry `X-Auth-Token` to the other host), never speaks
 * plain HTTP to another machine unless that is allowed.
 */
export function createTransport(settings: TransportSettings): Send {
  const agentFor = createAgents(settings);
  return async ({ url, timeoutMs, signal, ...request }) => {
    const fault = endpointFault(url.replace(/[?#].*$/, ""), settings.allowHttp);
    if (fault) throw new ApigError("APIG_INVALID_SETTING", `${new URL(url).origin} ${fault}`);
    const limits = [signal ?? [], timeoutMs === undefined ? [] : AbortSignal.timeout(timeoutMs)].flat();
    const cut = AbortSignal.any(limits);
    try {
      const options = { ...request, redirect: "manual", size: largestBodyBytes, signal: cut, agent: agentFor } as const;
      const response = await fetch(url, options);
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      throw noAnswer(url, cause, cut.aborted ? `no answer within ${(timeoutMs ?? 0) / 1000} s` : null);
    }
  };
}

/** OpenSSL's and Node's words for a certificate that is not trusted; waiting mends none of them. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ALTNAME/;

function noAnswer(url: string, cause: unknown, limit: string | null): ApigError {
  const { origin } = new URL(url);
  const { code, type } = cause as { code?: unknown; type?: unknown };
  const reason = limit ?? networkReason(cause);
  if (limit === null && typeof code === "string" && untrusted.test(code)) {
    const advice =
      "if that is meant, name the issuer's certificates in apig:caCertFile, OS_CACERT or NODE_EXTRA_CA_CERTS";
    return new ApigError("APIG_UNTRUSTED", `the certificate of ${origin} is not trusted (${reason}): ${advice}`, {
      cause,
    });
  }
  const kind = type === "max-size" ? "APIG_BAD_RESPONSE" : "APIG_UNREACHABLE";
  return new ApigError(kind, `${origin}: ${reason}`, { cause });
}
