import { endpointFault, normaliseEndpoint, normaliseRegion, regionName, shownAddress } from "../core/address";
import { attempt } from "../core/attempt";
import type { ConfigOrigin } from "../core/configOrigin";
import { invalidEndpoint, invalidRegion } from "../core/foreignText";
import { ApigError } from "../errors";
import {
  apiAddress,
  domainOfHost,
  domainOfRegion,
  iamOfRegion,
  isHome,
  type Namer,
  regionOfAddress,
  regionOfHost,
} from "./clouds";
import type { Field } from "./settings/names";
import type { Profile, SettingsSource } from "./settings/profile";
import { Settings } from "./settings/settings";
import { validated } from "./settings/validate";

/** What the program or the state says about the place; settings fill in the rest. */
export interface Wanted {
  readonly projectId?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  /** Entry of clouds.yaml. */
  readonly cloud?: string | undefined;
  /** Where the state has the gateway: there and nowhere else. */
  readonly storedEndpoint?: string | undefined;
  /** Where the gateway was found before, for when nothing else names an endpoint. */
  readonly lastEndpoint?: string | undefined;
}

/** The first value of a setting. */
export type First = (field: Field) => string | undefined;

/** Where the API is looked for, as far as settings tell it. */
export type Place = ReturnType<typeof placeFor>;

/** The argument region, else the first setting, else what the address of IAM beside the credential tells. */
export function placeFor({ region: asked }: Wanted, first: First, { values: { authUrl, region: beside } }: Profile) {
  /** As it is written: a sub-project may follow its name. */
  const name = (asked && normaliseRegion(asked)) ?? first("region") ?? regionOfAddress(authUrl?.value) ?? undefined;
  const region = name && regionName(name);
  /** Of the cloud. */
  const domain = first("cloudDomain") ?? (region && domainOfRegion(region));
  /** The region that stands beside the credential. */
  const own = beside && regionName(beside.value);
  /** `isAsked`: an argument names the region. */
  return { name, region, domain, own, isAsked: asked !== undefined };
}

/** The address that is set, else the one that the region has. */
function configuredAddress(set: string | undefined, { region, domain }: Pick<Place, "region" | "domain">) {
  return set || (region && domain ? apiAddress(region, domain) : undefined);
}

export interface Endpoint {
  readonly url: string;
  readonly namer: Namer;
  /** `state`: neither settings nor arguments lead there now. */
  readonly from?: "state" | undefined;
}

/** Base address of the API. */
export function endpointOf(
  wanted: Wanted,
  setting: string | undefined,
  place: Place,
  { holder, origin }: { readonly holder: string; readonly origin: ConfigOrigin },
): Endpoint {
  const set = normaliseEndpoint(wanted.endpoint) ?? setting;
  const configured = configuredAddress(set, place);
  if (wanted.storedEndpoint) {
    const url = addressInState(wanted.storedEndpoint, origin);
    // An address of no public cloud is in the state because somebody set it.
    const isSet = set === url || domainOfHost(new URL(url).hostname) === null;
    return { url, namer: isSet ? "settings" : "state", from: configured === url ? undefined : "state" };
  }
  const region = place.isAsked ? "region argument" : "region";
  if (configured) return { url: configured, namer: setting ? "settings" : set ? "argument" : region };
  if (wanted.lastEndpoint) return { url: addressInState(wanted.lastEndpoint, origin), namer: "state", from: "state" };
  throw invalidRegion`no region for the credential of ${holder}: set it with ${origin.setBy("region")} ... (or ${origin.key("endpoint")}), with the argument region, or with HW_REGION_NAME or OS_REGION_NAME where the credential is set${origin.note}`;
}

/** Somebody may have edited the state by hand. */
function addressInState(stored: unknown, { setBy, key }: ConfigOrigin): string {
  const text = String(stored);
  const fault = endpointFault(text, true);
  if (fault === null) return normaliseEndpoint(text);
  throw invalidEndpoint`endpoint in the state of this resource ${fault}${shownAddress(text)}: set it with ${setBy("endpoint")} ... (or ${key("region")}) and run pulumi up, which writes it again; or correct the state (pulumi stack export, pulumi stack import)`;
}

/** Null where nothing tells it. What an argument alone tells must be of the credential's own cloud. */
export function iamOf(
  { own, region, isAsked }: Place,
  first: First,
  { url, namer }: Endpoint,
  homes: readonly string[],
): string | null {
  const host = new URL(url).hostname;
  const known = own ?? region;
  const [place, domain] = known
    ? [known, first("cloudDomain") ?? domainOfRegion(known)]
    : [regionOfHost(host), domainOfHost(host)];
  if (!place || !domain) return null;
  const iam = iamOfRegion(place, domain);
  const byArgument = !own && (region ? isAsked : namer === "argument");
  return byArgument && !isHome(homes, iam) ? null : iam;
}

/**
 * The address that the stack config alone gives to a resource whose own arguments name none, or undefined. The environment
 * does not count: it differs from one person to the next, and must not move what a stack holds.
 */
export function stackEndpoint(wanted: Wanted, source: SettingsSource): string | undefined {
  if (wanted.endpoint || wanted.cloud) return undefined;
  // A setting that breaks a rule is for the wait to explain: the engine's `diff` must not throw.
  return attempt(ApigError, () => {
    const settings = new Settings(source);
    const { endpoint, region, cloud, cloudDomain } = validated(settings.stack, settings.allowsHttp).values;
    const own = wanted.region || cloud || !region ? undefined : regionName(region.value);
    const domain = cloudDomain?.value ?? (own && domainOfRegion(own));
    return configuredAddress(endpoint?.value, { region: own, domain });
  });
}
