import { BlockList, isIP } from "node:net";

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
  if (isIP(host)) return entry.includes("/") ? inBlock(host, entry) : sameNumber(host, entry);
  const suffix = entry.replace(/^\*?\./, "");
  return suffix !== "" && (host === suffix || host.endsWith(`.${suffix}`));
}

const family = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

function inBlock(host: string, entry: string): boolean {
  const [, network = "", bits = ""] = /^(.+)\/(\d{1,3})$/.exec(entry.replace(/[[\]]/g, "")) ?? [];
  const largest = { 4: 32, 6: 128 }[isIP(network)] ?? -1;
  if (family(network) !== family(host) || bits === "" || Number(bits) > largest) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(bits), family(network));
  return block.check(host, family(host));
}

function sameNumber(host: string, entry: string): boolean {
  if (isIP(entry) !== isIP(host)) return false;
  const numbers = new BlockList();
  numbers.addAddress(entry, family(entry));
  return numbers.check(host, family(host));
}
