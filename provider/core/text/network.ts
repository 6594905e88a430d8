import { ApigError, type ErrorCode } from "../../errors";
import { formatDuration, noAnswerWithin } from "../duration";
import { factsOf, isNoSuchHost, type Problem, systemCode } from "../problem";

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
  const { proxy, text } = problem;
  const place = proxy ? `the proxy ${proxy.name} (${proxy.variable})` : problem.host;
  if (place === undefined) return known(problem, place) ?? text;
  // What is told of a proxy names the host behind it, too.
  return known(problem, place) ?? noTls(problem, place) ?? (proxy ? text : because(problem, place));
}

/** The same where there is little room: without a proxy's variable and the host behind the proxy. */
export function shortNetworkFault(problem: Problem): string {
  const { proxy } = problem;
  if (!proxy) return networkFault(problem);
  const place = `the proxy ${proxy.name}`;
  if (proxy.did !== undefined) return `${place} ${proxy.did}`;
  return known(problem, place) ?? noTls(problem, place) ?? because(problem, place);
}

function known(problem: Problem, place: string | undefined): string | undefined {
  const { cause } = problem;
  const code = systemCode(cause) ?? "";
  if (isNoSuchHost(problem))
    return `no such host ${(cause as { hostname?: string }).hostname ?? place ?? ""}`.trimEnd();
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return reason === undefined || place === undefined ? undefined : `${reason} ${place}`;
}

const because = ({ said = "" }: Problem, place: string) => `${place}: ${said}`;

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
