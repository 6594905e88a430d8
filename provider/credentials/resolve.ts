import { normaliseEndpoint } from "../core/address";
import { ApigError } from "../errors";
import type { TransportSettings } from "../http/agents";
import { type Agency, agencyOf, assertNoOtherAgency } from "./agency";
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
import type { Field } from "./settings/names";
import {
  allowsHttp,
  environmentProfile,
  environmentProfiles,
  expandHome,
  isTrue,
  type Profile,
  type Setting,
  type SettingsSource,
  stackProfile,
} from "./settings/profile";
import { formOf, validated } from "./settings/validate";
import { type FoundCredential, findCredentials } from "./sources";

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
  /** Where it was found, and the settings that stand beside it. */
  readonly profile: Profile;
  readonly credential: Credential;
  /** What the credential assumes before it asks for anything. */
  readonly agency: Agency | null;
  /** Base address of the API, without a slash at the end. */
  readonly endpoint: string;
  /** Address of IAM with `/v3`, or null if no setting gives it. */
  readonly iam: string | null;
  readonly projectId: string | null;
  readonly projectName: string | null;
  /** The region's project of the same name, for when nothing names one. */
  readonly defaultProject: string | null;
  /** Of another origin than the credential; used if the project cannot be found. */
  readonly otherProjectId: string | null;
  readonly transport: TransportSettings;
  readonly warnings: readonly string[];
}

/**
 * Every credential that may be tried, in order. Pure: reads settings and sends nothing. A second choice is dropped if it
 * is for another place than the first: another endpoint or another project.
 */
export function resolveCredentials(
  wanted: Wanted,
  source: SettingsSource,
): readonly [ResolvedCredential, ...ResolvedCredential[]] {
  const stack = validated(stackProfile(source), allowsHttp(source));
  const [first, ...others] = findCredentials(source, wanted);
  const chosen = resolve(first, wanted, stack, source);
  if (chosen.agency === null && wanted.cloud === undefined)
    assertNoOtherAgency(chosen.profile.name, agencyOrigins(source));
  const resolved: [ResolvedCredential, ...ResolvedCredential[]] = [chosen];
  for (const found of others) {
    try {
      const other = resolve(found, wanted, stack, source);
      const sameProject = !other.projectId || !chosen.projectId || other.projectId === chosen.projectId;
      if (other.endpoint === chosen.endpoint && sameProject) resolved.push(other);
    } catch {
      // An error in a second choice must not stop the first.
    }
  }
  return resolved;
}

function resolve(
  { profile, credential }: FoundCredential,
  wanted: Wanted,
  stack: Profile,
  source: SettingsSource,
): ResolvedCredential {
  // Stack config overrides the credential's own origin, but says nothing about a cloud that the program names itself.
  const settings = wanted.cloud === undefined ? [stack, profile] : [profile];
  const first: First = (field) => settings.find(({ values }) => values[field])?.values[field]?.value;
  const place = formOf("region", wanted.region) ?? first("region") ?? regionOf(profile.values.authUrl);
  // OTC's Terraform provider takes a sub-project such as eu-de_project for a region, too.
  const region = place?.replace(/_.*/, "");
  const domain = first("cloudDomain") ?? (region && domainOfRegion(region));
  const endpoint = endpointOf(wanted, first("endpoint"), region, domain, profile.name);
  const agency = agencyOf(settings);
  const name = `${profile.name} (${credential.kind}${agency ? `, as agency ${agency.name}` : ""})`;
  if (!endpoint.explicit) assertOwnCloud(name, profile, endpoint.url);
  const origin = settings.find(({ values }) => values.projectId ?? values.projectName);
  // The delegated project is the gateway's; the credential's own project is not.
  const delegated = origin === stack ? null : (agency?.project ?? null);
  const project = delegated === null ? origin?.values : undefined;
  const warning = region && domain && !endpoint.explicit ? unpublished(region, domain) : null;
  return {
    name,
    profile,
    credential,
    agency,
    endpoint: endpoint.url,
    iam: first("authUrl") ?? iamOf(profile.values.region?.value.replace(/_.*/, "") ?? region, domain, endpoint.url),
    projectId: wanted.projectId ?? project?.projectId?.value ?? null,
    projectName: delegated ?? project?.projectName?.value ?? null,
    defaultProject: place ?? null,
    otherProjectId: wanted.cloud === undefined ? otherProjectId(source) : null,
    transport: transportOf([stack, profile, ...environmentProfiles(source)], source),
    warnings: warning === null ? [] : [warning],
  };
}

/** OS_CLOUD makes openstacksdk pass over every other OS_*. */
function agencyOrigins(source: SettingsSource): readonly Profile[] {
  const families = source.env.OS_CLOUD?.trim() ? (["hw"] as const) : (["hw", "os"] as const);
  return families.map((family) => environmentProfile(source, family));
}

type First = (field: Field) => string | undefined;

interface Endpoint {
  readonly url: string;
  /** Set explicitly, so that any credential may be sent there. */
  readonly explicit: boolean;
}

function endpointOf(
  wanted: Wanted,
  setting: string | undefined,
  region: string | undefined,
  domain: string | undefined,
  holder: string,
): Endpoint {
  const given = normaliseEndpoint(wanted.endpoint) ?? setting;
  if (wanted.storedEndpoint) {
    const url = normaliseEndpoint(wanted.storedEndpoint);
    // An address of no public cloud is in the state because it was set explicitly.
    return { url, explicit: given === url || domainOfHost(new URL(url).hostname) === null };
  }
  if (given) return { url: given, explicit: true };
  if (region && domain) return { url: apiAddress(region, domain), explicit: false };
  if (wanted.lastEndpoint) return { url: normaliseEndpoint(wanted.lastEndpoint), explicit: false };
  throw new ApigError(
    "APIG_INVALID_SETTING",
    `no region: ${holder} has a credential, but no setting says where to send it; run pulumi config set apig:region ... (or apig:endpoint), give the argument region, or set HW_REGION_NAME or OS_REGION_NAME beside the credential`,
  );
}

function regionOf(authUrl: Setting | undefined): string | undefined {
  return authUrl && (regionOfHost(new URL(authUrl.value).hostname) ?? undefined);
}

function iamOf(region: string | undefined, domain: string | undefined, endpoint: string): string | null {
  if (region && domain) return iamOfRegion(region, domain);
  const host = new URL(endpoint).hostname;
  const [apiRegion, apiDomain] = [regionOfHost(host), domainOfHost(host)];
  return apiRegion && apiDomain ? iamOfRegion(apiRegion, apiDomain) : null;
}

function otherProjectId(source: SettingsSource): string | null {
  const ids = environmentProfiles(source).map(({ values }) => values.projectId?.value);
  return ids.find(Boolean) ?? null;
}

/** Certificates and their check are not part of a credential: any origin may set them, the stack config first. */
function transportOf(origins: readonly Profile[], { files }: SettingsSource): TransportSettings {
  const first = (field: Field) => origins.find(({ values }) => values[field])?.values[field];
  const caCertFile = first("caCertFile");
  return {
    insecure: isTrue(first("insecure")),
    allowHttp: isTrue(first("allowHttp")),
    caCertFile: caCertFile ? expandHome(caCertFile, files?.home ?? null) : null,
  };
}
