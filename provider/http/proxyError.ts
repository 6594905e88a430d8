import { networkReason } from "../core/errorBody";
import { ApigError, type ErrorFacts } from "../errors";
import { untrusted } from "./certificateError";
import { type ProxyAddress, proxyName } from "./proxyAddress";

export interface Host {
  readonly host: string;
  readonly port: number;
}

/** `the proxy proxy.example:3128 (HTTPS_PROXY)` */
export const described = (proxy: ProxyAddress) => `the proxy ${proxyName(proxy)} (${proxy.variable})`;

/** `did`: what it did where it did answer. */
export const byProxy = (proxy: ProxyAddress, did?: string): ErrorFacts => ({
  source: "proxy",
  proxy: { name: proxyName(proxy), variable: proxy.variable, ...(did !== undefined && { did }) },
});

/** The error for an answer to CONNECT by which the proxy does not connect. */
export function proxyRefusal(proxy: ProxyAddress, target: Host, status: number): ApigError {
  const told = `${described(proxy)} answered ${status} to CONNECT ${target.host}:${target.port}`;
  const facts = { ...byProxy(proxy, `answered ${status}`), status };
  if (status >= 500 || status === 408 || status === 429) return new ApigError("APIG_PROXY_UNAVAILABLE", told, facts);
  return new ApigError("APIG_PROXY", `${told}: ${advice(proxy, target, status)}`, facts);
}

function advice(proxy: ProxyAddress, { host, port }: Host, status: number): string {
  if (status === 401 || status === 407) return loginAdvice(proxy);
  const direct = `name ${host} in NO_PROXY if it can be reached without the proxy`;
  if (status === 403) return `ask the proxy's operator to allow ${host}:${port}, or ${direct}`;
  return `check that ${proxy.variable} names a proxy, or ${direct}`;
}

function loginAdvice({ variable, scheme, login }: ProxyAddress): string {
  const what = login ? "correct the user and password" : "it needs a user and a password: put them";
  return `${what} in ${variable} (${scheme}://user:password@host:port)`;
}

/** Error codes of a server that is not a proxy, or of a proxy with another scheme: the answer is neither HTTP nor TLS. */
const noProxy = /^HPE_|^EPROTO$|WRONG_VERSION_NUMBER/;

/** The error if there was no complete answer to CONNECT. */
export function proxyFault(proxy: ProxyAddress, cause: Error & { code?: string }): ApigError {
  const said = networkReason(cause);
  const reason = `${described(proxy)}: ${said}`;
  const facts = { cause, ...byProxy(proxy), said };
  if (noProxy.test(cause.code ?? "")) {
    const check = `check that ${proxy.variable} names a proxy, and its scheme (${proxy.scheme}://)`;
    return new ApigError("APIG_PROXY", `${reason}: ${check}`, facts);
  }
  const certificate = untrusted(described(proxy), cause);
  return certificate ?? new ApigError("APIG_PROXY_UNAVAILABLE", reason, facts);
}

/** The error of the SOCKS library. It contains the password, so it is not kept as the cause. */
export function socksFault(proxy: ProxyAddress, target: Host, message: string): ApigError {
  const said = networkReason({ message });
  const facts = { ...byProxy(proxy), said };
  const told = `${described(proxy)}, for ${target.host}:${target.port}: ${said}`;
  const refused = (advice: string) => new ApigError("APIG_PROXY", `${told}: ${advice}`, facts);
  if (/authentication/i.test(message)) return refused(loginAdvice(proxy));
  if (/NotAllowed|\(Rejected/.test(message)) return refused(advice(proxy, target, 403));
  if (/invalid|NotSupported/i.test(message)) return refused(advice(proxy, target, 400));
  return new ApigError("APIG_PROXY_UNAVAILABLE", told, facts);
}
