import { isLoopback } from "../core/address";
import { isExempt } from "./noProxy";
import { type ProxyAddress, parseProxyAddress } from "./proxyAddress";

/** The address of the metadata service, which is never reached through a proxy. */
const metadataHost = "169.254.169.254";

/** As in curl, HTTP_PROXY counts in lower case only: a web server sets the other from a request's `Proxy` header. */
const variables: Readonly<Record<string, readonly string[]>> = {
  "https:": ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
  "http:": ["http_proxy", "all_proxy", "ALL_PROXY"],
};

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of an environment that choose a proxy, or none. */
export function proxyVariables(env: Variables): Variables {
  const names = [...new Set(Object.values(variables).flat()), "no_proxy", "NO_PROXY"];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** The proxy that the environment names for an address; null for a direct connection. Throws APIG_INVALID_SETTING. */
export function proxyFor(url: URL, env: Variables = process.env): ProxyAddress | null {
  if (isLoopback(url.hostname) || url.hostname === metadataHost) return null;
  const variable = variables[url.protocol]?.find((name) => env[name]?.trim());
  if (variable === undefined || isExempt(url, env.no_proxy || env.NO_PROXY || "")) return null;
  return parseProxyAddress(env[variable] ?? "", variable);
}
