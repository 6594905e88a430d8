// Which proxy a request takes, by the environment; proxyAddress.ts reads its address, tunnelAgent.ts connects through it.
import { BlockList, isIP } from "node:net";
import { isLoopback } from "../core/address";
import type { ProxyAddress } from "../core/text/proxy";
import { parseProxyAddress } from "./proxyAddress";

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

/**
 * True if a list such as NO_PROXY contains the address's host. The rules are curl's, and entries are separated by commas or
 * spaces: `*` for every host; a name, for itself and its subdomains, with or without `.` or `*.` in front; an IP address or a
 * block of them (`10.0.0.0/8`, `fd00::/8`), IPv6 with or without brackets. In addition, as in Go: `host:port`.
 */
export function isExempt(url: URL, list: string): boolean {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = entry, only = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
      return name === "*" || (only === port && covers(bare(name), host));
    });
}

const bare = (host: string) => host.replace(/^\[|\]$/g, "").replace(/(?<!\.)\.+$/, "");

function covers(entry: string, host: string): boolean {
  if (isIP(host)) return isOrHolds(entry, host);
  const suffix = entry.replace(/^\*?\./, "");
  return suffix !== "" && (host === suffix || host.endsWith(`.${suffix}`));
}

/** Whether an entry is this number, or a block that has it. */
function isOrHolds(entry: string, host: string): boolean {
  const bits = isIP(host) === 6 ? 128 : 32;
  const family = isIP(host) === 6 ? "ipv6" : "ipv4";
  const [, network = entry, prefix = bits] = /^(.+?)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  if (isIP(network) !== isIP(host) || Number(prefix) > bits) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), family);
  return block.check(host, family);
}
