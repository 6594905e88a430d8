import { isLoopback } from "../core/address";
import { type ProxyAddress, parseProxyAddress } from "../core/proxyAddress";
import { isExempt } from "./noProxy";

/** The address of the metadata service, which is never reached through a proxy. */
const metadataHost = "169.254.169.254";

/** As in curl, HTTP_PROXY counts in lower case only: a web server sets the other from a request's `Proxy` header. */
const variables: Readonly<Record<string, readonly string[]>> = {
  "https:": ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
  "http:": ["http_proxy", "all_proxy", "ALL_PROXY"],
};

/** The proxy that the environment names for an address; null for a direct connection. Throws APIG_INVALID_SETTING. */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv = process.env): ProxyAddress | null {
  if (isLoopback(url.hostname) || url.hostname === metadataHost) return null;
  const variable = variables[url.protocol]?.find((name) => env[name]?.trim());
  if (variable === undefined || isExempt(url, env.no_proxy || env.NO_PROXY || "")) return null;
  return parseProxyAddress(env[variable] ?? "", variable);
}
