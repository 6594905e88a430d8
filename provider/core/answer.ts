import { errorDetails } from "./errorBody";
import { judge, type Problem } from "./problem";
import { retryAfterMs } from "./retryAfter";

/** The part of an HTTP answer that can be wrong. */
export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
}

/** An answer that is not the one that was hoped for, as a problem. `redact` hides what the server echoes of our secrets. */
export function problemOf(
  answer: Answer,
  redact: (text: string) => string,
): Problem & { readonly apiCode: string | null } {
  const { status, headers } = answer;
  const header = (name: string) => {
    const value = headers.get(name);
    return value === null ? null : redact(value);
  };
  const { apiCode, apiMessage, requestId } = errorDetails(redact(answer.text), redact);
  const location = header("location");
  const told = [`HTTP ${status}`, apiCode, apiMessage, location && `to ${location}`].filter(Boolean).join(" ");
  return {
    ...judge({ status, apiCode }),
    apiCode,
    text: told,
    requestId: header("x-request-id") ?? header("x-iam-trace-id") ?? requestId,
    retryAfterMs: retryAfterMs(headers.get("retry-after"), headers.get("date")),
  };
}
