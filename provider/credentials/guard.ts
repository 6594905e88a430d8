import { ApigError } from "../errors";
import { belongsTo, cloudName, domainOfHost, domainOfRegion, iamAddress } from "./clouds";
import type { Profile } from "./settings/profile";

/**
 * Throws unless this address, which nobody set explicitly, is one of the credential's own cloud. The
 * settings beside a credential tell its cloud; where they are silent, nothing contradicts.
 */
export function refuseStranger(
  { name, profile }: { readonly name: string; readonly profile: Profile },
  address: string,
): void {
  const host = new URL(address).hostname;
  const homes = homesOf(profile);
  if (homes.length === 0 || homes.some((domain) => belongsTo(host, domain))) return;
  const domain = domainOfHost(host);
  const whose = homes.map(cloudName).join(" or ");
  throw new ApigError(
    "APIG_FOREIGN_HOST",
    `the credential of ${name} belongs to ${whose} and was not sent to ${host}${domain ? ` of ${cloudName(domain)}` : ""}: ` +
      "correct the region, use a credential of that cloud, or set apig:endpoint if this is meant",
  );
}

/** Domains of the cloud that a credential says it is of. */
function homesOf({ values: { cloudDomain, authUrl, region } }: Profile): readonly string[] {
  const host = authUrl && new URL(iamAddress(authUrl.value)).hostname;
  const told = [cloudDomain?.value, host && (domainOfHost(host) ?? host)].filter((domain) => domain !== undefined);
  if (told.length > 0) return told;
  return region ? [domainOfRegion(region.value)] : [];
}
