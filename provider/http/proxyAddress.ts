import type { ProxyAddress } from "../core/text/proxy";
import { ApigError } from "../errors";

const defaultPorts = { http: 80, https: 443, socks4: 1080, socks4a: 1080, socks5: 1080, socks5h: 1080 } as const;

/** RFC 1929: each has one byte for its length. */
const longestSocksWord = 255;

const isScheme = (word: string): word is ProxyAddress["scheme"] => Object.hasOwn(defaultPorts, word);

/**
 * Reads an address as curl does: `[scheme://][user[:password]@]host[:port]`, without a scheme `http://`; `socks://` is
 * SOCKS 4. User and password may have any character, plain or percent-encoded: they end at the last `@`. Throws
 * APIG_INVALID_SETTING, whose message does not show the value.
 */
export function parseProxyAddress(text: string, variable: string): ProxyAddress {
  const [, word = "http", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text.trim()) ?? [];
  const scheme = word.toLowerCase().replace(/^socks$/, "socks4");
  if (!isScheme(scheme)) throw malformed(variable, `its scheme must be one of ${Object.keys(defaultPorts).join(", ")}`);
  const at = rest.lastIndexOf("@");
  const [, name = "", colon, digits = "", path = ""] =
    /^(\[[^\]]*\]|[^:/?#]*)(?:(:)([^/?#]*))?(.*)$/s.exec(rest.slice(at + 1)) ?? [];
  const host = hostOf(name);
  if (host === null) throw malformed(variable, "it has no valid host (write an IPv6 address in brackets)");
  // "https//proxy:3128" would be a host named "https".
  if (!text.includes("://") && path.length > 1) throw malformed(variable, "a path follows its host");
  const port = colon ? Number(/^\d{1,5}$/.test(digits) ? digits : 0) : defaultPorts[scheme];
  if (port < 1 || port > 65535) throw malformed(variable, "its port must be a number from 1 to 65535");
  const login = at > 0 ? loginOf(rest.slice(0, at)) : null;
  if (scheme.startsWith("socks") && login && Math.max(login.user.length, login.password.length) > longestSocksWord)
    throw malformed(variable, `its user and its password may have at most ${longestSocksWord} bytes each`);
  return { scheme, host, port, login, variable };
}

function malformed(variable: string, why: string): ApigError {
  const rule = `${variable} must be the address of a proxy, such as http://user:password@proxy.example:3128`;
  return new ApigError("APIG_INVALID_SETTING", `${rule}: ${why}. The value is not shown: it may contain a password`);
}

/** The host as a socket accepts it; null if it is not a host. */
function hostOf(name: string): string | null {
  const [, number, zone] = /^\[([^%\]]*)(?:%(?:25)?([\w.-]+))?\]$/.exec(name) ?? [];
  const plain = number === undefined ? name : `[${number}]`;
  if (plain === "" || !URL.canParse(`http://${plain}`)) return null;
  const host = new URL(`http://${plain}`).hostname.replace(/^\[|\]$/g, "");
  return zone === undefined ? host : `${host}%${zone}`;
}

function loginOf(text: string): ProxyAddress["login"] {
  const [, user = "", password = ""] = /^([^:]*):?(.*)$/s.exec(text) ?? [];
  return { user: decoded(user), password: decoded(password) };
}

/** A `%` that starts no escape is a plain character. */
function decoded(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  const byte = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
  return Buffer.from(bytes.replace(/%([0-9a-f]{2})/gi, byte), "latin1");
}
