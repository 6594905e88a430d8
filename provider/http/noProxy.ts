import { BlockList, isIP } from "node:net";

/**
 * True when a list such as NO_PROXY's names the address's host: `*`; a name, for itself and all below it, with or without
 * a dot (or `*.`) in front; a number, or a block of them (`10.0.0.0/8`, `fd00::/8`), IPv6 with or without brackets. curl's
 * rules, and `host:port` in addition, as Go has it. Commas or blanks stand between the entries.
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
