/**
 * One code for each kind of error. A code keeps its name and meaning in later releases. Compare `error.code`: `instanceof`
 * fails when two copies of the package are installed. docs/errors.md is made from these comments (`npm run surface`).
 */
export type ErrorCode =
  /** An argument breaks a rule. Do: correct it: the message names argument, rule and value. Retried: no. */
  | "APIG_INVALID_ARGUMENT"
  /** A key of the stack config, an environment variable or a file of settings breaks a rule, or one that is needed is
   * missing. Do: correct it: the message names the place and the rule. Retried: no. */
  | "APIG_INVALID_SETTING"
  /** No source holds a credential, or the one that is named gives none.
   * Do: set one; `npx pulumi-apig doctor` shows what is found. Retried: no. */
  | "APIG_NO_CREDENTIALS"
  /** A credential of one cloud would have been sent to another.
   * Do: correct region or endpoint, or choose the credential of that cloud. Retried: no. */
  | "APIG_FOREIGN_HOST"
  /** No project, or more than one, has the given or the default name. Do: set the project's id. Retried: no. */
  | "APIG_PROJECT_NOT_FOUND"
  /** The API or IAM answered 401: the credential is refused.
   * Do: the message says what is wrong with it; a refused credential is not sent again for a minute. Retried: no. */
  | "APIG_UNAUTHORIZED"
  /** The API answered 403.
   * Do: give the user the permission that the message names, or correct the project. Retried: no. */
  | "APIG_FORBIDDEN"
  /** The API says that there is no such gateway (404 APIC.7302 or APIG.3030).
   * Do: check instance id, project and region. Retried: for 30 s after `create`. */
  | "APIG_NOT_FOUND"
  /** A 404 of any other kind: the endpoint does not serve this API. Do: check region and endpoint. Retried: no. */
  | "APIG_WRONG_ENDPOINT"
  /** The endpoint answered with a redirect, which is never followed.
   * Do: set the endpoint to the API's own address. Retried: no. */
  | "APIG_REDIRECTED"
  /** Any other 4xx. Do: correct what the answer names. Retried: no. */
  | "APIG_REJECTED"
  /** A 5xx. Do: try again later. Retried: yes, while there is time. */
  | "APIG_UNAVAILABLE"
  /** The API asks for fewer requests, or a login is asked for more often than once in 10 s.
   * Do: try again later. Retried: yes, while there is time. */
  | "APIG_THROTTLED"
  /** No answer: DNS, connection or timeout.
   * Do: check region, endpoint and network. Retried: yes, while there is time. */
  | "APIG_UNREACHABLE"
  /** The server's certificate is not trusted.
   * Do: name the issuer's certificates in `caCertFile` if you trust it. Retried: no. */
  | "APIG_UNTRUSTED"
  /** The proxy refuses to lead to the host (401, 403, 407, ...), or the address in HTTPS_PROXY or its like is no
   * proxy. Do: correct the proxy's address or login, or name the host in NO_PROXY. Retried: no. */
  | "APIG_PROXY"
  /** The proxy cannot be reached, closes the connection, or cannot reach the host (5xx).
   * Do: check the proxy. Retried: yes, while there is time. */
  | "APIG_PROXY_UNAVAILABLE"
  /** An answer that is not the documented shape.
   * Do: check the endpoint; something on the way may answer in its place. Retried: yes, while there is time. */
  | "APIG_BAD_RESPONSE"
  /** The cloud could not create the gateway.
   * Do: a failed gateway does not recover: mend the reason and order a new one. Retried: no. */
  | "APIG_GATEWAY_FAILED"
  /** The timeout passed before the gateway was ready.
   * Do: run again, or raise the timeout. Retried: no, but the next run goes on. */
  | "APIG_TIMED_OUT"
  /** The wait was stopped: by Ctrl-C, by the engine, or by a signal of the program.
   * Do: run again. Retried: no, but the next run goes on. */
  | "APIG_INTERRUPTED";

/** What happened, as data; a part that there is not is undefined. Only from these, never from a message, is anything decided. */
export interface ErrorFacts {
  /** Who said what went wrong, or was not to be reached. */
  readonly source?: "api" | "iam" | "proxy" | "network" | undefined;
  /** Name and port. */
  readonly host?: string | undefined;
  /** The proxy that was in the way, and what it did where it did answer. */
  readonly proxy?: { readonly name: string; readonly variable: string; readonly did?: string } | undefined;
  readonly status?: number | undefined;
  readonly apiCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** The other side's own words, safe to show. */
  readonly said?: string | undefined;
  /** The setting whose value the message quotes, where the user may have marked that one as a secret. */
  readonly quotes?: string | undefined;
  /** The one setting that the message is about. */
  readonly about?: string;
  /** The message itself says what to do. */
  readonly saysWhatToDo?: true;
}

/** An error of this package: a stable `code` for programs, a `message` for people, and the `cause` if another error led to it. */
export class ApigError extends Error {
  /** Always `ApigError`. */
  override readonly name = "ApigError";
  /** Tells the SDK to print the message without a stack when a program does not catch the error (`RunError.isInstance`). */
  readonly __pulumiRunError = true;
  /** HTTP status of the answer that led to it; undefined where there was none. */
  declare readonly status?: number;
  /**
   * The cloud's own code (`APIC.7302`): of the answer, or of a creation that failed. Undefined where there is none. Source: "Error Codes".
   */
  declare readonly apiCode?: string;
  /** Id of the request, for the cloud's support; undefined where the answer had none. */
  declare readonly requestId?: string;
  /** @internal */
  declare readonly facts: ErrorFacts;
  /**
   * Made by the package; a program only catches it.
   *
   * @param code - What went wrong, for programs.
   * @param message - What went wrong and what to do, for people.
   * @param options - `cause`: the error that led to this one.
   */
  // Not `ErrorOptions`, which a program compiled for ES2020 or ES2021 does not know.
  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown });
  /** @internal */
  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown } & ErrorFacts);
  constructor(
    /** What went wrong: one of {@link ErrorCode}. It stays the same in later releases, so compare this and not `message`. */
    readonly code: ErrorCode,
    message: string,
    { cause, ...facts }: { readonly cause?: unknown } & ErrorFacts = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    const { status, apiCode, requestId } = facts;
    // What is not there is not printed either.
    for (const [name, value] of Object.entries({ status, apiCode, requestId }))
      if (value !== undefined) Object.assign(this, { [name]: value });
    Object.defineProperty(this, "facts", { value: facts });
  }
}

/** An error that nobody expected: it is this package's own, never the user's mistake. */
export class Bug extends Error {
  /** As for an ApigError: the stack is for nobody's screen. */
  readonly __pulumiRunError = true;
  constructor(cause: unknown, shown = (text: string) => text) {
    super(`bug in pulumi-apig: ${shown(cause instanceof Error ? cause.message : String(cause))}`, { cause });
  }
}

/** Thrown by create or update: the engine keeps the resource, which exists but is not ready, and fails the update. */
export class InitFailure extends Error {
  declare readonly id: string;
  /** Every output. A value `undefined` would hang the engine. */
  declare readonly properties: Readonly<Record<string, unknown>>;
  /** Messages for people; the engine prints them. */
  declare readonly reasons: readonly string[];
  constructor({ id, properties, reasons }: InitFailureFacts, options?: { readonly cause?: unknown }) {
    super(reasons.join("; "), options);
    Object.assign(this, { id, properties, reasons });
  }
}

export type InitFailureFacts = Pick<InitFailure, "id" | "properties" | "reasons">;
