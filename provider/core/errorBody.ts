import { attempt } from "./attempt";
import { cut, longestInMessage, type Redact, safeCode, safeText } from "./foreignText";

type Json = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Units of a page that are searched for something to show. */
const longestPage = 16 * 1024;

/**
 * Reads the error shapes that the cloud is known to send, in this order: `error_code`/`error_msg` (the service),
 * `errorCode`/`errorMsg`, `code`/`message`, and the same one level down (IAM's `{"error": {...}}`, where `code` may be a
 * number). Anything else (a proxy's HTML, an empty body) gives a snippet as the message. Values are redacted, not the
 * body: a short secret such as `null` would make it unreadable.
 */
export function errorDetails(text: string, redact: Redact = same) {
  const shown = (value: string | null) => value && safeText(value, redact, longestInMessage);
  const body: unknown = attempt(SyntaxError, () => JSON.parse(text));
  const inner = isObject(body) ? [body, ...Object.values(body).filter(isObject)] : [];
  for (const candidate of inner) {
    const apiCode = wordOf(candidate.error_code ?? candidate.errorCode ?? candidate.code);
    const message = wordOf(candidate.error_msg ?? candidate.errorMsg ?? candidate.message);
    if (apiCode === null && message === null) continue;
    const requestId = wordOf(candidate.request_id ?? (body as Json).request_id);
    return {
      apiCode: apiCode && safeCode(apiCode, redact, longestInMessage),
      apiMessage: shown(message),
      requestId: shown(requestId),
    };
  }
  return { apiCode: null, apiMessage: snippet(text, redact), requestId: null };
}

function wordOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Cut before it is searched, and redacted on both sides of that: tags may stand between the letters of a secret. */
function snippet(page: string, redact: Redact): string | null {
  const visible = redact(page, longestPage)
    .slice(0, longestPage)
    .replace(/<[^<>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return visible === "" ? null : `"${safeText(visible, redact, longestInMessage)}"`;
}

/** Why no answer came, without the whole address, which node-fetch repeats. */
export function networkReason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  const reason = cut(message ?? String(error), longestPage)
    .replace(/^.*?, reason: |^Invalid response body while trying to fetch \S+: /s, "")
    .replace(/ at \S+ over limit/, " over limit");
  const told = code && !reason.includes(code) ? `${code} ${reason}` : reason;
  // A certificate's names and a broken answer's bytes come from the other side too.
  return safeText(told, same, longestInMessage);
}

const same: Redact = (text) => text;
