/**
 * One code for each kind of error. A code keeps its name and meaning in later releases. Compare `error.code`: `instanceof`
 * fails when two copies of the package are installed. docs/errors.md is made from these comments (`npm run surface`).
 */
export type ErrorCode =
  /** An argument breaks a rule. Do: correct it; the message gives argument, rule and value. Retried: no. */
  | "APIG_INVALID_ARGUMENT"
  /** A key of the stack config, an environment variable or a settings file breaks a rule or is missing.
   * Do: correct it; the message gives the place and the rule. Retried: no. */
  | "APIG_INVALID_SETTING"
  /** No source has a credential, or the selected source has none.
   * Do: set one; `npx pulumi-apig doctor` lists every way. Retried: no. */
  | "APIG_NO_CREDENTIALS"
  /** The credential was not sent, because the address belongs to another cloud.
   * Do: correct region or endpoint, or use a credential of that cloud. Retried: no. */
  | "APIG_FOREIGN_HOST"
  /** No project, or more than one, has the given or the default name. Do: set the project's id. Retried: no. */
  | "APIG_PROJECT_NOT_FOUND"
  /** The API or IAM answered 401: the credential is rejected.
   * Do: what the message says; a rejected credential is not sent again for a minute. Retried: no. */
  | "APIG_UNAUTHORIZED"
  /** The API answered 403.
   * Do: grant the user the permission in the message, or correct the project. Retried: no. */
  | "APIG_FORBIDDEN"
  /** The API says that there is no such gateway (404 APIC.7302 or APIG.3030).
   * Do: check instance id, project and region. Retried: for the first 30 s of a wait, unless the
   * gateway was seen before. */
  | "APIG_NOT_FOUND"
  /** A 404 of any other kind: the endpoint does not serve this API. Do: check region and endpoint. Retried: no. */
  | "APIG_WRONG_ENDPOINT"
  /** The endpoint answered with a redirect. Redirects are not followed.
   * Do: set the endpoint to the API's own address. Retried: no. */
  | "APIG_REDIRECTED"
  /** Any other 4xx. Do: correct what the answer reports. Retried: no. */
  | "APIG_REJECTED"
  /** A 5xx. Do: try again later. Retried: yes, while there is time. */
  | "APIG_UNAVAILABLE"
  /** The API limits the number of requests (429), or a login would follow another one within 10 s.
   * Do: try again later. Retried: yes, while there is time. */
  | "APIG_THROTTLED"
  /** No answer: DNS, connection or timeout.
   * Do: check region, endpoint and network. Retried: yes, while there is time. */
  | "APIG_UNREACHABLE"
  /** The server's certificate is not trusted.
   * Do: if you trust it, set `caCertFile` to a file with the issuer's certificates. Retried: no. */
  | "APIG_UNTRUSTED"
  /** The proxy rejects the connection (401, 403, 407, ...), or the address in HTTPS_PROXY (or a similar variable) is not
   * a proxy. Do: correct the proxy's address or login, or add the host to NO_PROXY. Retried: no. */
  | "APIG_PROXY"
  /** The proxy cannot be reached, closes the connection, or cannot reach the host (5xx).
   * Do: check the proxy. Retried: yes, while there is time. */
  | "APIG_PROXY_UNAVAILABLE"
  /** An answer without the documented form.
   * Do: check the endpoint; a proxy or firewall may have answered. Retried: yes, while there is time. */
  | "APIG_BAD_RESPONSE"
  /** The cloud could not create the gateway.
   * Do: correct the cause and order a new gateway; a failed one does not recover. Retried: no. */
  | "APIG_GATEWAY_FAILED"
  /** The timeout passed before the gateway was ready.
   * Do: run again, or raise the timeout. Retried: no, but the next run continues. */
  | "APIG_TIMED_OUT"
  /** The wait was stopped by Ctrl-C, the engine, or the program's `signal`.
   * Do: run again. Retried: no, but the next run continues. */
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
  /** Every choice, where the message names the usual ones: each by itself. */
  readonly choices?: readonly string[];
}

/** An error of this package: a stable `code` for programs, a `message` for people, and the `cause` if another error caused it. */
export class ApigError extends Error {
  /** Always `ApigError`. */
  override readonly name = "ApigError";
  /** If a program does not catch the error, the SDK prints the message without a stack (`RunError.isInstance`). */
  readonly __pulumiRunError = true;
  /** HTTP status of the answer that caused it. Undefined if there was no answer. */
  declare readonly status?: number;
  /**
   * The cloud's own code, such as `APIC.7302`: of the answer, or of the failed creation. Undefined if there is none. Source: "Error Codes".
   */
  declare readonly apiCode?: string;
  /** Id of the request, for the cloud's support. Undefined if the answer had none. */
  declare readonly requestId?: string;
  /** @internal */
  declare readonly facts: ErrorFacts;
  /**
   * The package creates it; a program only catches it.
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
