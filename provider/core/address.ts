/** Why an endpoint cannot be used, or null. */
export function endpointFault(
  text: string,
  allowHttp = false,
  example = "https://apig.eu-de.otc.t-systems.com",
): string | null {
  if (/\s/.test(text) || !URL.canParse(text)) return `must be an address such as ${example}`;
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) return "must have no user, password, query or fragment";
  if (url.protocol === "https:" || (url.protocol === "http:" && (allowHttp || isLoopback(url.hostname)))) return null;
  return "must begin with https:// (plain http:// is for this machine only)";
}

/** A region's name; a sub-project may follow, as OTC's Terraform provider takes it. */
export const regionRule = /^[a-z0-9]+(-[a-z0-9]+)*(_[\w-]+)?$/i;

/** This machine, by name or number. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}

/** An endpoint as the state holds it. */
export function normaliseEndpoint(endpoint: string): string;
export function normaliseEndpoint(endpoint: string | undefined): string | undefined;
export function normaliseEndpoint(endpoint: string | undefined): string | undefined {
  return endpoint?.replace(/(?<!\/)\/+$/, "");
}

/** IAM's address as users write it (with or without scheme, port, `/v3`, slash) in one form, with `/v3`. */
export function iamAddress(written: string): string {
  const url = new URL(withScheme(written));
  const path = url.pathname.replace(/(?<!\/)\/+$/, "").replace(/\/v3(\/auth(\/tokens)?)?$/, "");
  return `${url.origin}${path}/v3`;
}

/** Why an address of IAM cannot be used, or null. */
export function authUrlFault(written: string, allowHttp: boolean): string | null {
  return endpointFault(withScheme(written), allowHttp, "https://iam.eu-de.otc.t-systems.com/v3");
}

function withScheme(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
}
