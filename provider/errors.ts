/**
 * Everything that can go wrong, by a code that stays the same over releases. Programs compare `code`; `instanceof` fails
 * when two copies of the package are installed.
 */
export type ErrorCode =
  /** An argument breaks a rule; the message names argument, rule and value. */
  | "APIG_INVALID_ARGUMENT"
  /** A stack config key or environment variable breaks a rule, or a needed one is missing. */
  | "APIG_INVALID_SETTING"
  /** No source holds a credential. */
  | "APIG_NO_CREDENTIALS"
  /** A credential of one cloud would have been sent to another. */
  | "APIG_FOREIGN_HOST"
  /** The project's name or default fits none or several. */
  | "APIG_PROJECT_NOT_FOUND"
  /** The API answered 401. */
  | "APIG_UNAUTHORIZED"
  /** The API answered 403. */
  | "APIG_FORBIDDEN"
  /** The API says that there is no such gateway (404 APIC.7302 or APIG.3030). */
  | "APIG_NOT_FOUND"
  /** A 404 of any other kind: the endpoint does not serve this API. */
  | "APIG_WRONG_ENDPOINT"
  /** The endpoint answered with a redirect, which is never followed. */
  | "APIG_REDIRECTED"
  /** Any other 4xx. */
  | "APIG_REJECTED"
  /** A 5xx; retried while there is time. */
  | "APIG_UNAVAILABLE"
  /** The API asks for fewer calls; retried while there is time. */
  | "APIG_THROTTLED"
  /** No answer: DNS, connection or time limit; retried while there is time. */
  | "APIG_UNREACHABLE"
  /** The server's certificate is not trusted. */
  | "APIG_UNTRUSTED"
  /** The proxy refuses to lead to the host (401, 403, 407, ...), or the address in HTTPS_PROXY or its like is no proxy. */
  | "APIG_PROXY"
  /** The proxy cannot be reached, closes the connection, or cannot reach the host (5xx); retried while there is time. */
  | "APIG_PROXY_UNAVAILABLE"
  /** An answer that is not the documented shape; retried while there is time. */
  | "APIG_BAD_RESPONSE"
  /** The cloud could not create the gateway. */
  | "APIG_GATEWAY_FAILED"
  /** The time limit passed before the gateway was ready. */
  | "APIG_TIMED_OUT"
  /** The wait was stopped from outside. */
  | "APIG_INTERRUPTED";

/** An error of this package: a stable `code`, a message for people, the `cause` kept. */
export class ApigError extends Error {
  override readonly name = "ApigError";
  /** Makes the SDK print the message alone, without a stack, when a program lets it through (`RunError.isInstance`). */
  readonly __pulumiRunError = true;
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What the engine keeps of a resource that exists but is not well. */
export interface InitFailureFacts {
  readonly id: string;
  /** Every output, and `__provider`; `undefined` in here would hang the engine. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** For people; the engine prints them. */
  readonly reasons: readonly string[];
}

/** Thrown from create or update, it makes the engine keep the resource with what was seen, and fail the update. */
export class InitFailure extends Error implements InitFailureFacts {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];
  constructor({ id, properties, reasons }: InitFailureFacts) {
    super(reasons.join("; "));
    this.id = id;
    this.properties = properties;
    this.reasons = reasons;
  }
}

/** The same error without its stack, which the SDK would print on the user's screen. */
export function quiet(error: unknown): unknown {
  if (error instanceof Error) error.stack = "";
  return error;
}
