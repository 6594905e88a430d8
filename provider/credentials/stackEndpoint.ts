import { normaliseEndpoint } from "../core/address";
import { apiAddress, domainOfRegion } from "./clouds";
import type { Wanted } from "./resolve";
import { type SettingsSource, stackProfile } from "./settings/profile";

/**
 * The address that the stack config alone gives to a resource whose own arguments name none, or undefined. The environment
 * does not count: it differs from one person to the next, and must not move what a stack holds.
 */
export function stackEndpoint({ endpoint, region, cloud }: Wanted, source: SettingsSource): string | undefined {
  if (endpoint || cloud) return undefined;
  const { values } = stackProfile(source);
  if (values.endpoint) return normaliseEndpoint(values.endpoint.value);
  if (region || values.cloud || !values.region) return undefined;
  return apiAddress(values.region.value, values.cloudDomain?.value ?? domainOfRegion(values.region.value));
}
