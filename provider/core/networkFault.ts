import type { Problem } from "./problem";

/** True if the name of a host is not known to DNS. A DNS server that does not answer (EAI_AGAIN) is another matter: it may pass. */
export function isNoSuchHost({ cause }: Problem): boolean {
  return codeOf(cause) === "ENOTFOUND";
}

/** True if nothing that could say anything about a gateway answered. */
export function isSilence({ code }: Problem): boolean {
  return code === "APIG_UNREACHABLE" || code === "APIG_PROXY_UNAVAILABLE";
}

/** Which host or proxy, and why no answer came from it, in a few words: `no such host apig.eu-dee.myhuaweicloud.com`. */
export function networkFault({ text, cause }: Problem): string {
  const [, origin, proxy, reason = ""] = /^(?:https?:\/\/([^/\s]+)|(the proxy \S+ \(\w+\))): (.*)$/s.exec(text) ?? [];
  const host = origin ?? proxy;
  const code = codeOf(cause);
  if (code === "ENOTFOUND") return `no such host ${(cause as { hostname?: string }).hostname ?? host ?? ""}`.trimEnd();
  if (host === undefined) return text;
  const known = reasons[code ?? ""];
  if (known !== undefined) return `${known} ${host}`;
  const [, tls] = /:SSL routines:[^:]*:([^:]+)/.exec(reason) ?? [];
  return `${host}: ${tls === undefined ? reason : `no TLS, ${tls}`}`;
}

/** The same where there is little room: without a proxy's variable and the host behind the proxy. */
export function shortNetworkFault(problem: Problem): string {
  return networkFault(problem)
    .replace(/(the proxy \S+) \(\w+\)(, for \S+(?=: ))?/, "$1")
    .replace(/ to CONNECT \S+$|(?<= gave no answer): .*$/s, "");
}

/** Of the errors of Node's sockets, those with a clear name. */
const reasons: Readonly<Record<string, string>> = {
  EAI_AGAIN: "no answer from DNS for",
  ECONNREFUSED: "connection refused by",
  ECONNRESET: "connection closed by",
  EPIPE: "connection closed by",
  EHOSTUNREACH: "no route to",
  ENETUNREACH: "no route to",
  ETIMEDOUT: "no answer from",
};

function codeOf(cause: unknown): string | undefined {
  return (cause as { code?: string } | null | undefined)?.code;
}
