/** Hides known secrets in texts that a server wrote: it may echo header values, as the gateway does with signatures. */
export class Redactor {
  readonly #secrets = new Set<string>();

  add(...secrets: readonly (string | null | undefined)[]): void {
    for (const secret of secrets) {
      // Two characters are no secret, and hiding them would make every text unreadable.
      if (secret && secret.length > 2) for (const form of formsOf(secret)) this.#secrets.add(form);
    }
  }

  readonly redact = (text: string): string => {
    // The longest first: one secret may be a part of another.
    const longestFirst = [...this.#secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((safe, secret) => safe.replaceAll(secret, "[redacted]"), text);
  };
}

/** As it is, and as JSON, an address, a page or Basic authentication would write it. */
function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    encodeURIComponent(secret),
    secret.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  ];
}
