// The public clouds, their domains and regions: where a credential may go.
import { domainRule, isLoopback, regionName, regionRule } from "../core/address";
import type { ConfigOrigin } from "../core/configOrigin";
import { errorsOf, invalidRegion } from "../core/foreignText";
import type { Profile } from "./settings/profile";

interface Cloud {
  readonly name: string;
  /** Its domain, then those that it had before, some hosts of which still answer. */
  readonly domains: readonly [string, ...string[]];
  /** Regions that no other cloud of this list has. */
  readonly regions: RegExp;
  /** What its addresses of IAM begin with. */
  readonly iam: string;
}

/**
 * The public clouds; the first whose pattern fits a region has it, and the first whose domain a host ends with has that.
 * Only what tells them apart is here: regions come and go, so there is no list of them. Source: both clouds' "Regions and
 * Endpoints".
 */
const clouds: readonly Cloud[] = [
  { name: "Open Telekom Cloud Swiss", domains: ["sc.otc.t-systems.com"], regions: /^eu-ch2$/, iam: "iam-pub" },
  { name: "Open Telekom Cloud", domains: ["otc.t-systems.com"], regions: /^eu-(de|nl)$/, iam: "iam" },
  { name: "Huawei Cloud Europe", domains: ["myhuaweicloud.eu"], regions: /^eu-west-1/, iam: "iam" },
  { name: "Huawei Cloud", domains: ["myhuaweicloud.com", "myhwclouds.com"], regions: /./, iam: "iam" },
];

/** Domain of the public cloud that has this region. */
export function domainOfRegion(region: string): string {
  return (clouds.find(({ regions }) => regions.test(region)) as Cloud).domains[0];
}

const isOf = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);

/** Domain of the public cloud that this host is of, or null. */
export function domainOfHost(host: string): string | null {
  return clouds.find(({ domains }) => domains.some((domain) => isOf(host, domain)))?.domains[0] ?? null;
}

/** Region in a host such as `iam.eu-de.otc.t-systems.com`, or null. */
export function regionOfHost(host: string): string | null {
  const domain = clouds.flatMap(({ domains }) => domains).find((each) => isOf(host, each));
  const parts = domain === undefined ? [] : host.slice(0, -domain.length - 1).split(".");
  return parts.length === 2 ? (parts[1] ?? null) : null;
}

/** The same of a whole address, which may be none. */
export function regionOfAddress(address: unknown): string | null {
  return typeof address === "string" && URL.canParse(address) ? regionOfHost(new URL(address).hostname) : null;
}

/** Whether a credential of the cloud with this domain may be sent to the host. */
export function belongsTo(host: string, domain: string): boolean {
  const known = domainOfHost(host);
  return known === null ? isOf(host, domain) : known === (domainOfHost(domain) ?? domain);
}

const cloudOf = (domain: string) => clouds.find(({ domains }) => domains[0] === domain);
const cloudName = (domain: string) => cloudOf(domain)?.name ?? domain;

/** Address of API Gateway's API. */
export function apiAddress(region: string, domain: string): string {
  return addressOf("apig", region, domain);
}

/** Address of IAM, as `iamAddress` gives it. */
export function iamOfRegion(region: string, domain: string): string {
  return `${addressOf(cloudOf(domain)?.iam ?? "iam", region, domain)}/v3`;
}

/** Built from checked parts alone, and checked once more: it must be the host that was meant, whatever a URL makes of it. */
function addressOf(service: string, region: string, domain: string): string {
  const host = `${service}.${region}.${domain}`;
  const url = `https://${host}`;
  const isMeant = regionRule.test(region) && domainRule.test(domain) && URL.canParse(url) && new URL(url).host === host;
  if (isMeant && belongsTo(host, domain)) return url;
  throw invalidRegion`no region of ${cloudName(domain)} has this name: ${region}`;
}

/** OTC publishes API Gateway in eu-de alone; a warning, because an address made from the pattern may not exist. */
export function unpublished(region: string, domain: string): string | null {
  if (!/(^|\.)otc\.t-systems\.com$/.test(domain) || region === "eu-de") return null;
  return `Open Telekom Cloud lists API Gateway in eu-de only, not in ${region}; trying ${apiAddress(region, domain)} anyway`;
}

/** What an address comes from. An endpoint in settings is one that any credential may be sent to. */
export type Namer = "settings" | "argument" | "region argument" | "region" | "state";

const foreignHost = errorsOf("APIG_FOREIGN_HOST", { about: "region" });

/**
 * Throws unless a credential may go to this address. An address that nobody set explicitly must be of the credential's own
 * cloud. Where nothing tells that cloud, an argument alone is not enough, but for this machine.
 */
export function assertMayGo(
  { name, homes, origin }: { readonly name: string; readonly homes: readonly string[]; readonly origin: ConfigOrigin },
  address: string,
  namer: Namer,
): void {
  const host = new URL(address).hostname;
  if (namer === "settings" || isLoopback(host)) return;
  const isNamed = homes.length === 0 ? !namer.endsWith("argument") : namer === "argument" || isHome(homes, address);
  if (isNamed) return;
  const domain = domainOfHost(host);
  const place = `${host}${domain ? ` of ${cloudName(domain)}` : ""}`;
  if (homes.length > 0)
    throw foreignHost`credential ${name} was not sent to ${place}: it belongs to ${homes.map(cloudName).join(" or ")}. Correct the region, use a credential of that cloud, or set ${origin.key("endpoint")} if this is intended`;
  throw foreignHost`credential ${name} was not sent to ${place}: its cloud is unknown, and only an argument gives that address. Set the region where the credential is set, or with ${origin.setBy("region")} (or ${origin.key("endpoint")})`;
}

export function isHome(homes: readonly string[], address: string): boolean {
  return homes.some((domain) => belongsTo(new URL(address).hostname, domain));
}

/** Domains of the cloud that a credential belongs to, from the first of these settings that name one. */
export function homesOf(profiles: readonly Profile[]): readonly string[] {
  return profiles.map(homesIn).find((homes) => homes.length > 0) ?? [];
}

function homesIn({ values: { cloudDomain, authUrl, region } }: Profile): readonly string[] {
  const host = authUrl && new URL(authUrl.value).hostname;
  const told = [cloudDomain?.value, host && (domainOfHost(host) ?? host)].filter((domain) => domain !== undefined);
  if (told.length > 0) return told;
  return region ? [domainOfRegion(regionName(region.value))] : [];
}
