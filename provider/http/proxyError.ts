import { networkReason } from "../core/errorBody";
import { type ProxyAddress, proxyName } from "../core/proxyAddress";
import { ApigError } from "../errors";
import { untrusted } from "./certificateError";

export interface Host {
  readonly host: string;
  readonly port: number;
}

/** `the proxy proxy.example:3128 (HTTPS_PROXY)` */
export const told = (proxy: ProxyAddress) => `the proxy ${proxyName(proxy)} (${proxy.variable})`;

/** The error for a proxy's answer to CONNECT that is not a connection. */
export function proxyRefusal(proxy: ProxyAddress, target: Host, status: number): ApigError {
  const said = `${told(proxy)} answered ${status} to CONNECT ${target.host}:${target.port}`;
  if (status >= 500 || status === 408 || status === 429) return new ApigError("APIG_PROXY_UNAVAILABLE", said);
  return new ApigError("APIG_PROXY", `${said}: ${advice(proxy, target, status)}`);
}

function advice(proxy: ProxyAddress, { host, port }: Host, status: number): string {
  if (status === 401 || status === 407) return loginAdvice(proxy);
  const direct = `name ${host} in NO_PROXY if it can be reached without the proxy`;
  if (status === 403) return `ask whoever runs the proxy to allow ${host}:${port}, or ${direct}`;
  return `check that ${proxy.variable} names a proxy, or ${direct}`;
}

function loginAdvice({ variable, scheme, login }: ProxyAddress): string {
  const what = login ? "correct the user and password" : "it wants a user and a password: put them";
  return `${what} in ${variable} (${scheme}://user:password@host:port)`;
}

/** Error codes of a server that is no proxy, or has another scheme: it speaks neither HTTP nor TLS. */
const noProxy = /^HPE_|^EPROTO$|WRONG_VERSION_NUMBER/;

/** The error when no complete answer to CONNECT came. */
export function proxyFault(proxy: ProxyAddress, cause: Error & { code?: string }): ApigError {
  const reason = `${told(proxy)}: ${networkReason(cause)}`;
  if (noProxy.test(cause.code ?? "")) {
    const check = `check that ${proxy.variable} names a proxy, and its scheme (${proxy.scheme}://)`;
    return new ApigError("APIG_PROXY", `${reason}: ${check}`, { cause });
  }
  const certificate = untrusted(told(proxy), cause);
  return certificate ?? new ApigError("APIG_PROXY_UNAVAILABLE", reason, { cause });
}

/** The error of the SOCKS library. It contains the password, so it is not kept as the cause. */
export function socksFault(proxy: ProxyAddress, target: Host, message: string): ApigError {
  const said = `${told(proxy)}, for ${target.host}:${target.port}: ${networkReason({ message })}`;
  if (/authentication/i.test(message)) return new ApigError("APIG_PROXY", `${said}: ${loginAdvice(proxy)}`);
  if (/NotAllowed|\(Rejected/.test(message))
    return new ApigError("APIG_PROXY", `${said}: ${advice(proxy, target, 403)}`);
  if (/invalid|NotSupported/i.test(message))
    return new ApigError("APIG_PROXY", `${said}: ${advice(proxy, target, 400)}`);
  return new ApigError("APIG_PROXY_UNAVAILABLE", said);
}
