import { regionName } from "../core/address";
import { attempt } from "../core/attempt";
import { ApigError } from "../errors";
import { configuredAddress, type Wanted } from "./addresses";
import { domainOfRegion } from "./clouds";
import type { SettingsSource } from "./settings/profile";
import { Settings } from "./settings/settings";
import { validated } from "./settings/validate";

/**
 * The address that the stack config alone gives to a resource whose own arguments name none, or undefined. The environment
 * does not count: it differs from one person to the next, and must not move what a stack holds.
 */
export function stackEndpoint(wanted: Wanted, source: SettingsSource): string | undefined {
  if (wanted.endpoint || wanted.cloud) return undefined;
  // A setting that breaks a rule is for the wait to explain: the engine's `diff` must not throw.
  return attempt(ApigError, () => addressIn(wanted, new Settings(source)));
}

function addressIn(wanted: Wanted, settings: Settings): string | undefined {
  const { endpoint, region, cloud, cloudDomain } = validated(settings.stack, settings.allowsHttp).values;
  const own = wanted.region || cloud || !region ? undefined : regionName(region.value);
  return configuredAddress(endpoint?.value, {
    region: own,
    domain: cloudDomain?.value ?? (own && domainOfRegion(own)),
  });
}
