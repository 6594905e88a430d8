import { ApigError, type ErrorCode, type ErrorFacts } from "../../errors";
import { networkReason } from "../errorBody";
import { type Trusting, untrusted, withoutBytes } from "./network";

/** A proxy, as a variable of the environment names it. */
export interface ProxyAddress {
  readonly scheme: "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h";
  /** A name or a number; an IPv6 number without its brackets. */
  readonly host: string;
  readonly port: number;
  /** In bytes: an escape such as `%E9` need not be UTF-8. Never shown. */
  readonly login: { readonly user: Buffer; readonly password: Buffer } | null;
  /** The environment variable that names the proxy. */
  readonly variable: string;
}

export type Host = Pick<ProxyAddress, "host" | "port">;

/** `proxy.example:3128` */
export function proxyName({ host, port }: ProxyAddress): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** `the proxy proxy.example:3128 (HTTPS_PROXY)` */
const described = (proxy: ProxyAddress) => `the proxy ${proxyName(proxy)} (${proxy.variable})`;

/** An error whose message begins with the proxy; `did`: what that did where it did answer. */
function proxyError(
  code: ErrorCode,
  proxy: ProxyAddress,
  told: string,
  { did, ...facts }: { readonly did?: string; readonly cause?: Error } & ErrorFacts,
): ApigError {
  const named = { name: proxyName(proxy), variable: proxy.variable, ...(did !== undefined && { did }) };
  return new ApigError(code, `${described(proxy)}${told}`, { source: "proxy", proxy: named, ...facts });
}

/** The error where a request ended before the proxy had connected; `given` is why it ended. */
export function proxySilence(proxy: ProxyAddress, given: ApigError, cause: Error): ApigError {
  const did = "did not answer";
  return proxyError("APIG_PROXY_UNAVAILABLE", proxy, ` ${did}: ${given.message}`, { cause, did });
}

/** The error for an answer to CONNECT by which the proxy does not connect. */
export function proxyRefusal(proxy: ProxyAddress, target: Host, status: number): ApigError {
  const facts = { did: `answered ${status}`, status };
  const told = ` ${facts.did} to CONNECT ${target.host}:${target.port}`;
  if (status >= 500 || status === 408 || status === 429)
    return proxyError("APIG_PROXY_UNAVAILABLE", proxy, told, facts);
  return proxyError("APIG_PROXY", proxy, `${told}: ${advice(proxy, target, status)}`, facts);
}

function advice(proxy: ProxyAddress, { host, port }: Host, status: number): string {
  if (status === 401 || status === 407) return loginAdvice(proxy);
  const direct = `add ${host} to NO_PROXY if it is reachable without the proxy`;
  if (status === 403) return `ask the proxy's operator to allow ${host}:${port}, or ${direct}`;
  return `check that ${proxy.variable} is the address of a proxy, or ${direct}`;
}

function loginAdvice({ variable, scheme, login }: ProxyAddress): string {
  const what = login ? "correct the user and the password" : "it needs a user and a password: set them";
  return `${what} in ${variable} (${scheme}://user:password@host:port)`;
}

/** Error codes of a server that is not a proxy, or of a proxy with another scheme: the answer is neither HTTP nor TLS. */
const noProxy = /^HPE_|^EPROTO$|WRONG_VERSION_NUMBER/;

/** The error if there was no complete answer to CONNECT. */
export function proxyFault(proxy: ProxyAddress, cause: Error & { code?: string }, process: Trusting): ApigError {
  const facts = { cause: withoutBytes(cause), said: networkReason(cause) };
  if (noProxy.test(cause.code ?? "")) {
    const check = `check that ${proxy.variable} is the address of a proxy, and its scheme (${proxy.scheme}://)`;
    return proxyError("APIG_PROXY", proxy, `: ${facts.said}: ${check}`, facts);
  }
  const certificate = untrusted(described(proxy), cause, process);
  return certificate ?? proxyError("APIG_PROXY_UNAVAILABLE", proxy, `: ${facts.said}`, facts);
}

/** The error of the SOCKS library. It contains the password, so it is not kept as the cause. */
export function socksFault(proxy: ProxyAddress, target: Host, message: string): ApigError {
  const said = networkReason({ message });
  const told = `, for ${target.host}:${target.port}: ${said}`;
  const refused = (advice: string) => proxyError("APIG_PROXY", proxy, `${told}: ${advice}`, { said });
  if (/authentication/i.test(message)) return refused(loginAdvice(proxy));
  if (/NotAllowed|\(Rejected/.test(message)) return refused(advice(proxy, target, 403));
  if (/invalid|NotSupported/i.test(message)) return refused(advice(proxy, target, 400));
  return proxyError("APIG_PROXY_UNAVAILABLE", proxy, told, { said });
}
