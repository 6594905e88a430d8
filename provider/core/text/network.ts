import { ApigError, type ErrorCode } from "../../errors";
import { systemCode } from "../attempt";
import { formatDuration } from "../duration";
import { networkReason } from "../errorBody";
import { factsOf, isNoSuchHost, type Problem } from "../problem";

/** The error of a request without an answer: its host and the reason. */
export function noAnswer(
  { url }: { readonly url: string },
  reason: string,
  cause?: Error,
  code: ErrorCode = "APIG_UNREACHABLE",
): ApigError {
  const { origin, host } = new URL(url);
  const kept = cause && withoutBytes(cause);
  return new ApigError(code, `${origin}: ${reason}`, { cause: kept, source: "network", host, said: reason });
}

/** An error that may be kept: that of Node's HTTP parser holds the bytes of an answer, which may repeat a secret. */
export function withoutBytes(error: Error): Error {
  return "rawPacket" in error ? Object.assign(new Error(error.message), { code: systemCode(error) }) : error;
}

export const noAnswerWithin = (ms: number) => `no answer within ${Math.round(ms / 10) / 100} s`;

/** The error of a request that `signal` ended, here or before it was made: the signal's own reason where that tells more. */
export function givenUp(signal?: AbortSignal, request?: { readonly url: string }): ApigError {
  if (signal?.reason instanceof ApigError) return signal.reason;
  const [said, cause] = ["the request was cancelled", signal?.reason];
  return request ? noAnswer(request, said, cause) : new ApigError("APIG_UNREACHABLE", said, { cause });
}

/** The error of a poll that took too long. `held`: what kept the request from being sent, where that is known. */
export function tooLate(endpoint: string, ms: number, isSent: boolean, held: Problem | null): ApigError {
  const facts = held === null ? ({ source: "network", host: new URL(endpoint).host } as const) : factsOf(held);
  const why = held ? `delayed by ${held.text}` : unfinished;
  const said = isSent ? noAnswerWithin(ms) : `not sent within ${formatDuration(ms)}, ${why}`;
  return new ApigError(held?.code ?? "APIG_UNREACHABLE", `${endpoint}: ${said}`, { ...facts, said });
}

const unfinished = "because a login, or another request with this credential, did not end";

/** Which host or proxy, and why no answer came from it, in a few words: `no such host apig.eu-dee.myhuaweicloud.com`. */
export function networkFault(problem: Problem): string {
  const { proxy, host, cause, text, said = "" } = problem;
  const place = proxy ? `${proxy.name} (${proxy.variable})` : host;
  if (proxy?.did !== undefined) return `${place} ${proxy.did}`;
  if (isNoSuchHost(problem))
    return `no such host ${(cause as { hostname?: string }).hostname ?? place ?? ""}`.trimEnd();
  if (place === undefined) return text;
  const reason = reasons.get(systemCode(cause));
  if (reason !== undefined) return `${reason} ${place}`;
  // OpenSSL's own words stand between its numbers.
  const [, noTls] = /:SSL routines:[^:]*:([^:]+)/.exec(said) ?? [];
  return `${place}: ${noTls ? `no TLS, ${noTls}` : said}`;
}

/** Of the errors of Node's sockets, those with a clear name. */
const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ["EAI_AGAIN", "no answer from DNS for"],
  ["ECONNREFUSED", "connection refused by"],
  ["ECONNRESET", "connection closed by"],
  ["EPIPE", "connection closed by"],
  ["EHOSTUNREACH", "no route to"],
  ["ENETUNREACH", "no route to"],
  ["ETIMEDOUT", "no answer from"],
]);

/** OpenSSL's and Node's codes for a certificate that is not accepted; retrying cannot fix these. */
const codes =
  /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY|DE)|ALTNAME|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$/;
const trust =
  "if you trust it, set caCertFile, OS_CACERT or NODE_EXTRA_CA_CERTS to a file with the issuer's certificates";
const noHelp = "caCertFile and OS_CACERT cannot fix this";

/** What decides which certificates a process of Node.js trusts. */
export interface Trusting {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Flags of Node.js. */
  readonly execArgv: readonly string[];
}

/** The error APIG_UNTRUSTED if the cause is the certificate of `whose`, else null. */
export function untrusted(whose: string, cause: Error & { code?: string }, process: Trusting): ApigError | null {
  const { code = "" } = cause;
  if (!codes.test(code)) return null;
  const said = networkReason(cause);
  return new ApigError("APIG_UNTRUSTED", `the certificate of ${whose} ${sentence(code, said, process)}`, {
    cause,
    said,
  });
}

function sentence(code: string, reason: string, process: Trusting): string {
  if (code === "CERT_HAS_EXPIRED")
    return `has expired (${code}): its operator must renew it, or this machine's clock is wrong; ${noHelp}`;
  if (code === "CERT_NOT_YET_VALID") return `is not valid yet (${code}): check this machine's clock; ${noHelp}`;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return `is for another host (${reason}): check the address; ${noHelp}`;
  if (/^INVALID_|^PATH_LENGTH/.test(code))
    return `is not a server certificate (${reason}): its operator must replace it; ${noHelp}`;
  const unread = unreadVariable(process);
  const hint = unread === undefined ? "" : ` (${unread} is set, but Node.js does not read it)`;
  return `is not trusted (${reason}): ${trust}${hint}`;
}

/** A flag with which Node.js asks OpenSSL or the system, which read SSL_CERT_FILE and SSL_CERT_DIR. */
const asksSystem = /--use[-_](openssl|system)[-_]ca/;

/** A variable that other programs read their certificates from, and this process does not. */
export function unreadVariable({ env, execArgv }: Trusting): string | undefined {
  const reads = asksSystem.test([...execArgv, env.NODE_OPTIONS].join(" ")) || env.NODE_USE_SYSTEM_CA === "1";
  const openssl = reads ? [] : ["SSL_CERT_FILE", "SSL_CERT_DIR"];
  return [...openssl, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"].find((name) => env[name]);
}
