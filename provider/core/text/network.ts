import { ApigError, type ErrorCode } from "../../errors";
import { systemCode } from "../attempt";
import { formatDuration, noAnswerWithin } from "../duration";
import { factsOf, isNoSuchHost, type Problem } from "../problem";

/** The error of a request without an answer: its host and the reason. */
export function noAnswer(
  { url }: { readonly url: string },
  reason: string,
  cause?: Error,
  code: ErrorCode = "APIG_UNREACHABLE",
): ApigError {
  const { origin, host } = new URL(url);
  return new ApigError(code, `${origin}: ${reason}`, { cause, source: "network", host, said: reason });
}

/** The error of a poll that took too long; `held` is what kept the request from being sent. */
export function tooLate(endpoint: string, ms: number, held: Problem | null): ApigError {
  const said = held === null ? noAnswerWithin(ms) : `not sent within ${formatDuration(ms)}, held back by ${held.text}`;
  const facts = held === null ? ({ source: "network", host: new URL(endpoint).host } as const) : factsOf(held);
  return new ApigError(held?.code ?? "APIG_UNREACHABLE", `${endpoint}: ${said}`, { ...facts, said });
}

/** Which host or proxy, and why no answer came from it, in a few words: `no such host apig.eu-dee.myhuaweicloud.com`. */
export function networkFault(problem: Problem): string {
  const { proxy, host, text, said = "" } = problem;
  const place = proxy ? `${proxy.name} (${proxy.variable})` : host;
  if (place === undefined) return known(problem, place) ?? text;
  if (proxy?.did !== undefined) return `${place} ${proxy.did}`;
  return known(problem, place) ?? noTls(problem, place) ?? `${place}: ${said}`;
}

function known(problem: Problem, place: string | undefined): string | undefined {
  const { cause } = problem;
  const code = systemCode(cause) ?? "";
  if (isNoSuchHost(problem))
    return `no such host ${(cause as { hostname?: string }).hostname ?? place ?? ""}`.trimEnd();
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return reason === undefined || place === undefined ? undefined : `${reason} ${place}`;
}

/** In OpenSSL's own words, which stand between its numbers. */
function noTls({ said = "" }: Problem, place: string): string | undefined {
  const [, words] = /:SSL routines:[^:]*:([^:]+)/.exec(said) ?? [];
  return words && `${place}: no TLS, ${words}`;
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
