import { attempt } from "./attempt";
import { said } from "./foreignText";

/** Why an endpoint cannot be used, or null. */
export function endpointFault(
  text: string,
  allowHttp = false,
  example = "https://apig.eu-de.otc.t-systems.com",
): string | null {
  if (/[\s\\\p{C}]/u.test(text) || !URL.canParse(text)) return `must be an address such as ${example}`;
  const url = new URL(text);
  // Also where it is no login: an address with one slash too few has it in its path.
  const mayBeLogin = url.username || url.password || text.includes("@");
  if (mayBeLogin || url.search || url.hash) return "must have no user, password, query or fragment";
  if (!isDecodable(url.pathname)) return "must use % only in escapes such as %20";
  if (url.protocol === "https:" || (url.protocol === "http:" && (allowHttp || isLoopback(url.hostname)))) return null;
  return "must begin with https:// (plain http:// is allowed for this machine only)";
}

/** What is signed is decoded before. */
const isDecodable = (path: string) => attempt(URIError, () => decodeURIComponent(path)) !== undefined;

/**
 * An address that breaks a rule, as a message may show it: it may hold a password, whatever its form, so what cannot be
 * read as scheme, host, port and path is left out. Begins with `, not`.
 */
export function shownAddress(text: string): string {
  if (text.length <= longestShown && plainAddress.test(text)) return `, not "${text}"`;
  const { protocol, username, password, host, pathname } = URL.canParse(text) ? new URL(text) : noUrl;
  const isLogin = (username || password) && !/[@:]/.test(pathname) && host !== "";
  return isLogin ? said`, not "${protocol}//...@${host}"` : " (the value is not shown: it may contain a password)";
}

const noUrl = { protocol: "", username: "", password: "", host: "", pathname: "" };
const longestShown = 300;
/** A port only after a dot: `user:123` may be a login. */
const plainAddress = /^([a-z]{1,9}:\/\/)?([\w-]+(\.[\w-]+)*|(localhost|[\w-]+(\.[\w-]+)+):\d{1,5})(\/[\w./%-]*)?$/i;

/** A region's name; a sub-project may follow, as OTC's Terraform provider takes it. */
export const regionRule = /^[a-z0-9]+(-[a-z0-9]+)*(_[\w-]+)?$/i;
/** A cloud's domain. */
export const domainRule = /^[a-z0-9]+([.-][a-z0-9]+)*$/i;

/** A region in one form: its name in small letters, the sub-project as it is. */
export function normaliseRegion(region: string): string {
  return region.replace(/^[^_]+/, (name) => name.toLowerCase());
}

/** A region's own name, without a sub-project. */
export const regionName = (region: string): string => region.replace(/_.*/, "");

/** This machine, by name or number. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}

/** An endpoint as the state holds it. */
export function normaliseEndpoint<Given extends string | undefined>(endpoint: Given): Given {
  return endpoint?.replace(/(?<!\/)\/+$/, "") as Given;
}

/**
 * IAM's address as users write it (with or without scheme, port, version, slash) in one form, with `/v3`: both clouds serve
 * only this version of the Identity API, also to clients that are set up for version 2.
 */
export function iamAddress(written: string): string {
  const url = new URL(withScheme(written));
  return `${url.origin}${normaliseEndpoint(url.pathname).replace(iamVersion, "")}/v3`;
}

const iamVersion = /\/v[23](\.0)?(\/auth|(\/auth)?\/tokens)?$/i;

/** Why an address of IAM cannot be used, or null. */
export function authUrlFault(written: string, allowHttp: boolean): string | null {
  return endpointFault(withScheme(written), allowHttp, "https://iam.eu-de.otc.t-systems.com/v3");
}

function withScheme(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
}
