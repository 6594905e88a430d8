import { iamAddress, normaliseEndpoint } from "../core/address";
import { ApigError } from "../errors";
import type { TransportSettings } from "../http/agents";
import {
  apiAddress,
  assertOwnCloud,
  domainOfHost,
  domainOfRegion,
  iamOfRegion,
  regionOfHost,
  unpublished,
} from "./clouds";
import type { Credential } from "./credential";
import { findCredentials, type Holding } from "./credential";
import type { Field } from "./settings/names";
import {
  allowsHttp,
  environmentProfile,
  isTrue,
  type Profile,
  type Setting,
  type SettingsSource,
  stackProfile,
} from "./settings/profile";
import { validate } from "./settings/validate";

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

/** A credential with everything that belongs to it: where it may go, and for which project. */
export interface ResolvedCredential {
  /** For messages: `HW_* (access key)`. */
  readonly name: string;
  readonly holding: Holding;
  readonly credential: Credential;
  /** Base address of the API, without a slash at the end. */
  readonly endpoint: string;
  /** Address of IAM with `/v3`, or null where nothing tells it. */
  readonly iam: string | null;
  readonly projectId: string | null;
  readonly projectName: string | null;
  /** The region's project of the same name, for when nothing names one. */
  readonly defaultProject: string | null;
  /** Of another origin than the credential; taken when there is no way to find the project out. */
  readonly otherProjectId: string | null;
  readonly transport: TransportSettings;
  readonly warnings: readonly string[];
}

/**
 * Every credential that may be tried, in order. Pure: reads settings and sends nothing. A second choice is dropped where it
 * would look elsewhere than the first: at another endpoint or in another project.
 */
export function resolveCredentials(
  wanted: Wanted,
  source: SettingsSource,
): readonly [ResolvedCredential, ...ResolvedCredential[]] {
  const settings = stackProfile(source);
  validate(settings, allowsHttp(source));
  const [first, ...others] = findCredentials(source, wanted.cloud).map((holding) => () => {
    return candidateOf(holding, wanted, source);
  });
  const chosen = (first as () => ResolvedCredential)();
  const alike = others.flatMap((open) => {
    try {
      const other = open();
      const sameProject = !other.projectId || !chosen.projectId || other.projectId === chosen.projectId;
      return other.endpoint === chosen.endpoint && sameProject ? [other] : [];
    } catch {
      return [];
    }
  });
  return [chosen, ...alike];
}

function candidateOf(holding: Holding, wanted: Wanted, source: SettingsSource): ResolvedCredential {
  const { profile, credential } = holding;
  const stack = stackProfile(source);
  // Stack config overrides the credential's own origin, but says nothing about a cloud that the program names itself.
  const settings: readonly Profile[] = wanted.cloud === undefined ? [stack, profile] : [profile];
  const first = (field: Field) => settings.find(({ values }) => values[field])?.values[field];
  const region = wanted.region ?? first("region")?.value ?? regionOf(profile.values.authUrl);
  const endpoint = endpointOf(wanted, first, region, profile);
  const name = `${profile.name} (${credential.kind})`;
  if (!endpoint.explicit) assertOwnCloud({ name, profile }, endpoint.url);
  const project = settings.find(({ values }) => values.projectId ?? values.projectName)?.values;
  const domain = domainOf(first, region);
  return {
    name,
    holding,
    credential,
    endpoint: endpoint.url,
    iam: iamOf(first("authUrl"), profile.values.region?.value ?? region ?? null, domain, endpoint.url),
    projectId: wanted.projectId ?? project?.projectId?.value ?? null,
    projectName: project?.projectName?.value ?? null,
    defaultProject: region ?? null,
    otherProjectId: wanted.cloud === undefined ? foreignProject(source) : null,
    transport: transportOf(stack, profile, source),
    warnings: region && domain && !endpoint.explicit ? [unpublished(region, domain) ?? []].flat() : [],
  };
}

type First = (field: Field) => Setting | undefined;

interface Endpoint {
  readonly url: string;
  /** Named by somebody, so that any credential may go there. */
  readonly explicit: boolean;
}

function endpointOf(wanted: Wanted, first: First, region: string | undefined, profile: Profile): Endpoint {
  const given = wanted.endpoint ?? first("endpoint")?.value;
  if (wanted.storedEndpoint) {
    const url = normaliseEndpoint(wanted.storedEndpoint);
    // An address of no public cloud is in the state because somebody set it.
    const set = given !== undefined && normaliseEndpoint(given) === url;
    return { url, explicit: set || domainOfHost(new URL(url).hostname) === null };
  }
  if (given) return { url: normaliseEndpoint(given), explicit: true };
  const domain = domainOf(first, region);
  if (region && domain) return { url: apiAddress(region, domain), explicit: false };
  if (wanted.lastEndpoint) return { url: normaliseEndpoint(wanted.lastEndpoint), explicit: false };
  throw new ApigError(
    "APIG_INVALID_SETTING",
    `no region: ${profile.name} holds a credential, but nothing tells where to send it; set pulumi config set apig:region (or apig:endpoint), the argument region, or HW_REGION_NAME or OS_REGION_NAME beside the credential`,
  );
}

function domainOf(first: First, region: string | undefined): string | undefined {
  return first("cloudDomain")?.value ?? (region && domainOfRegion(region));
}

function regionOf(authUrl: Setting | undefined): string | undefined {
  return authUrl && (regionOfHost(new URL(iamAddress(authUrl.value)).hostname) ?? undefined);
}

function iamOf(authUrl: Setting | undefined, region: string | null, domain: string | undefined, endpoint: string) {
  if (authUrl) return iamAddress(authUrl.value);
  if (region && domain) return iamOfRegion(region, domain);
  const host = new URL(endpoint).hostname;
  const [apiRegion, apiDomain] = [regionOfHost(host), domainOfHost(host)];
  return apiRegion && apiDomain ? iamOfRegion(apiRegion, apiDomain) : null;
}

function foreignProject(source: SettingsSource): string | null {
  const families = ["hw", "os"] as const;
  return families.map((family) => environmentProfile(source, family).values.projectId?.value).find(Boolean) ?? null;
}

/** Whom to trust and how to get there is no part of a credential: any origin may tell. */
function transportOf(stack: Profile, profile: Profile, source: SettingsSource): TransportSettings {
  const origins = [stack, profile, environmentProfile(source, "hw"), environmentProfile(source, "os")];
  const first = (field: Field) => origins.find(({ values }) => values[field])?.values[field];
  return {
    insecure: isTrue(first("insecure")),
    allowHttp: isTrue(stack.values.allowHttp),
    caCertFile: first("caCertFile")?.value ?? null,
  };
}
