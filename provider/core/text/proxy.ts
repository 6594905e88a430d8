import { ApigError, type ErrorFacts } from "../../errors";
import { networkReason } from "../errorBody";
import { type Trusting, untrusted } from "./certificate";

/** A proxy, as messages speak of it. */
export interface Proxy {
  readonly scheme: string;
  /** A name or a number; an IPv6 number without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether there is one; never shown. */
  readonly login: object | null;
  /** The environment variable that names the proxy. */
  readonly variable: string;
}

export interface Host {
  readonly host: string;
  readonly port: number;
}

/** `proxy.example:3128` */
export function proxyName({ host, port }: Proxy): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** `the proxy proxy.example:3128 (HTTPS_PROXY)` */
const described = (proxy: Proxy) => `the proxy ${proxyName(proxy)} (${proxy.variable})`;

/** `did`: what it did where it did answer. */
const byProxy = (proxy: Proxy, did?: string): ErrorFacts => ({
  source: "proxy",
  proxy: { name: proxyName(proxy), variable: proxy.variable, ...(did !== undefined && { did }) },
});

/** The error where a request ended before the proxy had connected; `given` is why it ended. */
export function proxySilence(proxy: Proxy, given: ApigError, cause: Error): ApigError {
  const did = "gave no answer";
  const told = `${described(proxy)} ${did}: ${given.message}`;
  return new ApigError("APIG_PROXY_UNAVAILABLE", told, { cause, ...byProxy(proxy, did) });
}

/** The error for an answer to CONNECT by which the proxy does not connect. */
export function proxyRefusal(proxy: Proxy, target: Host, status: number): ApigError {
  const told = `${described(proxy)} answered ${status} to CONNECT ${target.host}:${target.port}`;
  const facts = { ...byProxy(proxy, `answered ${status}`), status };
  if (status >= 500 || status === 408 || status === 429) return new ApigError("APIG_PROXY_UNAVAILABLE", told, facts);
  return new ApigError("APIG_PROXY", `${told}: ${advice(proxy, target, status)}`, facts);
}

function advice(proxy: Proxy, { host, port }: Host, status: number): string {
  if (status === 401 || status === 407) return loginAdvice(proxy);
  const direct = `name ${host} in NO_PROXY if it can be reached without the proxy`;
  if (status === 403) return `ask the proxy's operator to allow ${host}:${port}, or ${direct}`;
  return `check that ${proxy.variable} names a proxy, or ${direct}`;
}

function loginAdvice({ variable, scheme, login }: Proxy): string {
  const what = login ? "correct the user and password" : "it needs a user and a password: put them";
  return `${what} in ${variable} (${scheme}://user:password@host:port)`;
}

/** Error codes of a server that is not a proxy, or of a proxy with another scheme: the answer is neither HTTP nor TLS. */
const noProxy = /^HPE_|^EPROTO$|WRONG_VERSION_NUMBER/;

/** The error if there was no complete answer to CONNECT. */
export function proxyFault(proxy: Proxy, cause: Error & { code?: string }, process: Trusting): ApigError {
  const said = networkReason(cause);
  const reason = `${described(proxy)}: ${said}`;
  const facts = { cause, ...byProxy(proxy), said };
  if (noProxy.test(cause.code ?? "")) {
    const check = `check that ${proxy.variable} names a proxy, and its scheme (${proxy.scheme}://)`;
    return new ApigError("APIG_PROXY", `${reason}: ${check}`, facts);
  }
  const certificate = untrusted(described(proxy), cause, process);
  return certificate ?? new ApigError("APIG_PROXY_UNAVAILABLE", reason, facts);
}

/** The error of the SOCKS library. It contains the password, so it is not kept as the cause. */
export function socksFault(proxy: Proxy, target: Host, message: string): ApigError {
  const said = networkReason({ message });
  const facts = { ...byProxy(proxy), said };
  const told = `${described(proxy)}, for ${target.host}:${target.port}: ${said}`;
  const refused = (advice: string) => new ApigError("APIG_PROXY", `${told}: ${advice}`, facts);
  if (/authentication/i.test(message)) return refused(loginAdvice(proxy));
  if (/NotAllowed|\(Rejected/.test(message)) return refused(advice(proxy, target, 403));
  if (/invalid|NotSupported/i.test(message)) return refused(advice(proxy, target, 400));
  return new ApigError("APIG_PROXY_UNAVAILABLE", told, facts);
}
