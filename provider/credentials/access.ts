/** How to reach the API: where, as whom, and what must never be shown. */
export interface Access {
  /** Base address, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  /** Headers that authenticate one request; made afresh for each. */
  headers(request: { readonly method: "GET"; readonly url: string }): Promise<Record<string, string>>;
  /** Takes every secret of this access out of a text that a server wrote. */
  redact(text: string): string;
}
