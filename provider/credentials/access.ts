import type { HttpRequest, Reply } from "../http/transport";

/** How to reach the API: where, as whom, and what must never be shown. */
export interface Access {
  /** Base address, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  /**
   * Sends a request to the endpoint with what authenticates it, made afresh. A refused credential is renewed, or the next
   * whole one is tried; throws ApigError, APIG_UNAUTHORIZED when all are refused.
   */
  send(request: HttpRequest): Promise<Reply>;
  /** Takes every secret of this process out of a text that a server wrote. */
  redact(text: string): string;
}
