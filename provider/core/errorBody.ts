/** What an error answer tells, whatever its shape. */
export interface ErrorDetails {
  readonly apiCode: string | null;
  readonly apiMessage: string | null;
  readonly requestId: string | null;
}

type Json = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const longestSnippet = 200;

/**
 * Reads the error shapes that the cloud is known to send, in this order: `error_code`/`error_msg` (the service),
 * `errorCode`/`errorMsg`, `code`/`message`, and the same one level down (IAM's `{"error": {...}}`, where `code` may be a
 * number). Anything else (a proxy's HTML, an empty body) gives a snippet as the message. `redact` sees each text once more
 * before it is cut: decoding may bring out what the raw body hid.
 */
export function errorDetails(text: string, redact: (text: string) => string = (same) => same): ErrorDetails {
  const word = (value: unknown) => wordOf(value, redact);
  const body = parse(text);
  const inner = isObject(body) ? [body, ...Object.values(body).filter(isObject)] : [];
  for (const candidate of inner) {
    const apiCode = word(candidate.error_code ?? candidate.errorCode ?? candidate.code);
    const apiMessage = word(candidate.error_msg ?? candidate.errorMsg ?? candidate.message);
    if (apiCode === null && apiMessage === null) continue;
    return { apiCode, apiMessage, requestId: word(candidate.request_id ?? (body as Json).request_id) };
  }
  return { apiCode: null, apiMessage: snippet(redact(text)), requestId: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordOf(value: unknown, redact: (text: string) => string): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? cut(redact(value)) : null;
}

function snippet(text: string): string | null {
  const visible = text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return visible === "" ? null : `"${cut(visible)}"`;
}

function cut(text: string): string {
  return text.length > longestSnippet ? `${text.slice(0, longestSnippet)}...` : text;
}

/** Why no answer came, without the whole address, which node-fetch repeats. */
export function networkReason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  const reason = (message ?? String(error))
    .replace(/^.*?, reason: |^Invalid response body while trying to fetch \S+: /s, "")
    .replace(/ at \S+ over limit/, " over limit");
  return code && !reason.includes(code) ? `${code} ${reason}` : reason;
}
