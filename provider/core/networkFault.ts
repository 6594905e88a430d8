import type { Problem } from "./problem";

/** True if the name of a host is not known to DNS. A DNS server that does not answer (EAI_AGAIN) is another matter: it may pass. */
export function isNoSuchHost({ cause }: Problem): boolean {
  return codeOf(cause) === "ENOTFOUND";
}

/** Which host, and why no answer came from it, in a few words: `no such host apig.eu-dee.myhuaweicloud.com`. */
export function networkFault({ text, cause }: Problem): string {
  const [, host, reason = ""] = /^https?:\/\/([^/\s]+): (.*)$/s.exec(text) ?? [];
  const code = codeOf(cause);
  if (code === "ENOTFOUND") return `no such host ${(cause as { hostname?: string }).hostname ?? host ?? ""}`.trimEnd();
  if (host === undefined) return text;
  const known = reasons[code ?? ""];
  return known === undefined ? `${host}: ${reason}` : `${known} ${host}`;
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
