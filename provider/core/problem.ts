// What went wrong with a request, as data, and what sending it again can do about it: a table by status and by the cloud's code.
import type { ApigError, ErrorCode, ErrorFacts } from "../errors";
import { systemCode } from "./attempt";
import { errorDetails } from "./errorBody";
import { longestInMessage, type Redact, safeText } from "./foreignText";

/** Why a poll gave no snapshot. It is data, so that pure code can decide what it means. */
export interface Problem extends ErrorFacts {
  readonly code: ErrorCode;
  readonly retryability: Retryability;
  /** The credential may have expired: another request with a new token or new keys may fare better, the same request never. */
  readonly mayHaveExpired?: true;
  /** For people, in one line, without secrets: `HTTP 503 APIC.9000 Failed to request internal service`. */
  readonly text: string;
  /** The text names the request itself, as an error's whole message does. */
  readonly namesRequest?: boolean;
  /** The delay that the server's Retry-After asks for. */
  readonly retryAfterMs: number | null;
  /** Of a refused credential: how far this machine's clock is ahead of the server's, where that is too much. */
  readonly clockOffMs?: number;
  readonly cause?: unknown;
}

/**
 * What sending the same again can do. `retry`: poll again while there is time. `missing`: there is no such gateway, or not yet.
 * `give-up`: it cannot fix it. `doubtful`: the same, unless the API has answered correctly before. Then the answer may come
 * from a machine on the way, and it is final only if it stays.
 */
export type Retryability = "retry" | "missing" | "give-up" | "doubtful";

/** What waiting can do about an error of this code; nothing about any other. */
const retryabilities: Readonly<Partial<Record<ErrorCode, Retryability>>> = {
  APIG_UNREACHABLE: "retry",
  APIG_PROXY_UNAVAILABLE: "retry",
  // A setting is wrong; once the API has answered through the proxy, it may be one that is being restarted.
  APIG_PROXY: "doubtful",
  APIG_UNAVAILABLE: "retry",
  APIG_THROTTLED: "retry",
  APIG_BAD_RESPONSE: "retry",
  APIG_NOT_FOUND: "missing",
};

interface Rule {
  readonly status?: RegExp;
  readonly apiCode?: RegExp;
  readonly code: ErrorCode;
  readonly mayHaveExpired?: true;
}

/**
 * What each answer means; the first rule that fits decides. Sources: error codes of the APIG management API (`APIC.`, and
 * `APIG.` for the same numbers) and of the gateway in front of every cloud API (`APIGW.`, `APIG.` on older ones).
 */
const rules: readonly Rule[] = [
  { apiCode: /^APIG\.9008$/, code: "APIG_THROTTLED" }, // "Too many requests", sent as a 500
  { apiCode: /^APIG(W)?\.0308$/, code: "APIG_THROTTLED" },
  { status: /^429$/, code: "APIG_THROTTLED" },
  { status: /^3..$/, code: "APIG_REDIRECTED" },
  { status: /^401$/, apiCode: /^APIG\.1010$/, code: "APIG_UNAVAILABLE" }, // policy service unreachable
  {
    status: /^401$/,
    apiCode: /^APIC\.710[12]$|^APIG\.100[12]$|^APIG(W)?\.030[17]$/,
    code: "APIG_UNAUTHORIZED",
    mayHaveExpired: true,
  },
  { status: /^401$/, code: "APIG_UNAUTHORIZED" },
  { status: /^403$/, code: "APIG_FORBIDDEN" },
  { status: /^404$/, apiCode: /^APIC\.7302$|^APIG\.3030$/, code: "APIG_NOT_FOUND" },
  { status: /^404$/, code: "APIG_WRONG_ENDPOINT" },
  { status: /^408$/, code: "APIG_UNAVAILABLE" },
  { status: /^4..$/, code: "APIG_REJECTED" },
];

/** A problem in one line, with the request's id, for people. */
export function formatProblem({ text, requestId, namesRequest }: Problem): string {
  return namesRequest ? text : `${text}${idOfRequest(requestId)}`;
}

export function idOfRequest(requestId: string | undefined): string {
  return requestId === undefined ? "" : ` [request ${requestId}]`;
}

/** What an answer other than 200 means; `apiCode` is the `error_code` of the body, in whichever shape it came. */
export function classify(status: number, apiCode: string | null) {
  const fits = (rule: Rule) =>
    (rule.status?.test(String(status)) ?? true) && (rule.apiCode?.test(apiCode ?? "") ?? true);
  const { code, mayHaveExpired } = rules.find(fits) ?? { code: "APIG_UNAVAILABLE" };
  return { code, retryability: retryabilityOf(code), ...(mayHaveExpired && { mayHaveExpired }) };
}

function retryabilityOf(code: ErrorCode): Retryability {
  return retryabilities[code] ?? "give-up";
}

/** An error in place of an answer: there was none, or the request could not be made. */
export function problemOfError({ code, message, cause, facts }: ApigError, redact: Redact): Problem {
  const said = facts.said === undefined ? {} : { said: redact(facts.said) };
  const told = { ...facts, ...said, text: redact(message), namesRequest: true, retryAfterMs: null, cause };
  return { ...told, code, retryability: retryabilityOf(code) };
}

/** The facts of a problem, for an error. */
export function factsOf({ source, host, proxy, status, apiCode, requestId, said }: Problem): ErrorFacts {
  return { source, host, proxy, status, apiCode, requestId, said };
}

/** True if the name of a host is not known to DNS. A DNS server that does not answer (EAI_AGAIN) is another matter: it may pass. */
export function isNoSuchHost({ cause }: Pick<Problem, "cause">): boolean {
  return systemCode(cause) === "ENOTFOUND";
}

/** True if nothing that could say anything about a gateway answered. */
export function isSilence({ code }: Pick<Problem, "code">): boolean {
  return code === "APIG_UNREACHABLE" || code === "APIG_PROXY_UNAVAILABLE";
}

/** An HTTP answer, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
}

/** Who answered. */
export type Answering = Required<Pick<ErrorFacts, "source" | "host">>;

/** Any answer but a 200, as a problem. `redact` hides our secrets where the server repeats them. */
export function problemOf(answer: Reply, redact: Redact, by: Answering): Problem {
  const { status, headers } = answer;
  const header = (name: string) => headerOf(answer, name, redact);
  const { apiCode, apiMessage, requestId } = errorDetails(answer.text, redact);
  const meaning = classify(status, apiCode);
  const location = header("location");
  const told = [`HTTP ${status}`, apiCode, apiMessage, location && `to ${location}`].filter(Boolean).join(" ");
  return {
    ...meaning,
    retryability: isDoubtful(answer, apiCode, meaning.retryability) ? "doubtful" : meaning.retryability,
    ...by,
    status,
    apiCode: apiCode ?? undefined,
    said: apiMessage ?? undefined,
    text: told,
    requestId: header("x-request-id") ?? header("x-iam-trace-id") ?? requestId ?? undefined,
    retryAfterMs: retryAfterMs(headers.get("retry-after"), headers.get("date")),
  };
}

/** A 200 whose body is not as documented. */
export function badBody(fault: string, requestId: string | undefined): Problem {
  const told = { text: `HTTP 200, but ${fault}`, requestId, retryAfterMs: null, cause: new Error(fault) };
  return { code: "APIG_BAD_RESPONSE", retryability: "retry", ...told };
}

/** The API's answers to conflicting or uncertain requests. */
const passing = [400, 409, 425];

/**
 * The API's own errors have a code. An answer without one may come from a machine on the way. Only a redirect without a
 * page is clear without a code.
 */
function isDoubtful({ status, text }: Reply, apiCode: string | null, retryability: Retryability): boolean {
  if (retryability !== "give-up") return false;
  if (apiCode !== null) return passing.includes(status);
  return status >= 400 || text.trim() !== "";
}

/** A header as it is shown to people; undefined if there is none. */
export function headerOf({ headers }: Pick<Reply, "headers">, name: string, redact: Redact): string | undefined {
  const value = headers.get(name);
  return value === null ? undefined : safeText(value, redact, longestInMessage);
}

/** No server holds a wait back for longer, whatever it asks for. */
const longestRetryAfterMs = 60_000;

/**
 * Milliseconds that a Retry-After header asks for, a minute at most: seconds, or an HTTP date, which is read against the
 * answer's own Date so that a wrong clock on either side does not matter. Null if there is none or it is invalid.
 */
export function retryAfterMs(header: string | null, date: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Math.min(longestRetryAfterMs, Number(header) * 1000);
  // Date.parse accepts "-5" and "later 2099" as dates.
  if (!/^[A-Z][a-z]+, .* GMT$/.test(header.trim())) return null;
  const wait = Date.parse(header) - Date.parse(date ?? "");
  return Number.isNaN(wait) ? null : Math.min(longestRetryAfterMs, Math.max(0, wait));
}
