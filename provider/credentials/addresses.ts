import { endpointFault, normaliseEndpoint, shownAddress } from "../core/address";
import type { ConfigOrigin } from "../core/configOrigin";
import { invalidSetting } from "../core/foreignText";
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
import type { Setting } from "./settings/profile";

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

export interface Endpoint {
  readonly url: string;
  readonly namer: Namer;
}

/** Base address of the API. */
export function endpointOf(
  wanted: Wanted,
  setting: string | undefined,
  region: string | undefined,
  domain: string | undefined,
  { holder, origin }: { readonly holder: string; readonly origin: ConfigOrigin },
): Endpoint {
  const given = normaliseEndpoint(wanted.endpoint) ?? setting;
  if (wanted.storedEndpoint) {
    const url = addressInState(wanted.storedEndpoint, origin);
    // An address of no public cloud is in the state because somebody set it.
    const isSet = given === url || domainOfHost(new URL(url).hostname) === null;
    return { url, namer: isSet ? "settings" : "state" };
  }
  if (given) return { url: given, namer: setting === undefined ? "argument" : "settings" };
  const namer = wanted.region === undefined ? "region" : "region argument";
  if (region && domain) return { url: apiAddress(region, domain), namer };
  if (wanted.lastEndpoint) return { url: addressInState(wanted.lastEndpoint, origin), namer: "state" };
  throw invalidSetting`no region: ${holder} has a credential, but no setting says where to send it; set it with ${origin.setBy("region")} ... (or ${origin.key("endpoint")}), the argument region, or HW_REGION_NAME or OS_REGION_NAME beside the credential${origin.note}`;
}

/** Somebody may have edited the state by hand. */
function addressInState(stored: unknown, { setBy, key }: ConfigOrigin): string {
  const text = String(stored);
  const fault = endpointFault(text, true);
  if (fault === null) return normaliseEndpoint(text);
  throw invalidSetting`endpoint in the state of this resource ${fault}${shownAddress(text)}: set it with ${setBy("endpoint")} ... (or ${key("region")}) and run pulumi up, which writes it anew; or correct the state (pulumi stack export, pulumi stack import)`;
}

export function regionOf(authUrl: Setting | undefined): string | undefined {
  return regionOfAddress(authUrl?.value) ?? undefined;
}

/** A region, and whether an argument alone names it. */
export interface Place {
  readonly region: string | undefined;
  readonly isAsked: boolean;
}

/** Null where nothing tells it. What an argument alone tells must be of the credential's own cloud. */
export function iamOf(
  { region, isAsked }: Place,
  first: First,
  { url, namer }: Endpoint,
  homes: readonly string[],
): string | null {
  const host = new URL(url).hostname;
  const [place, domain] = region
    ? [region, first("cloudDomain") ?? domainOfRegion(region)]
    : [regionOfHost(host), domainOfHost(host)];
  if (!place || !domain) return null;
  const iam = iamOfRegion(place, domain);
  const byArgument = region ? isAsked : namer === "argument";
  return byArgument && !isHome(homes, iam) ? null : iam;
}
