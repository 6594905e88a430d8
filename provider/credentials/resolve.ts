import type { ConfigOrigin } from "../core/configOrigin";
import { said } from "../core/foreignText";
import type { TransportSettings } from "../http/agents";
import { proxyVariables } from "../http/proxyFor";
import { endpointOf, type First, iamOf, regionOf, type Wanted } from "./addresses";
import { type Agency, agencyOf, assertNoOtherAgency } from "./agency";
import { assertMayGo, domainOfRegion, homesOf, unpublished } from "./clouds";
import type { Credential } from "./credential";
import { metadataAddress } from "./remote/metadata";
import { absolute, type Files, firstOf, flagOf, type Profile, type Setting } from "./settings/profile";
import type { Settings } from "./settings/settings";
import { formOf, validated } from "./settings/validate";
import { type FoundCredential, findCredential, otherCredentials } from "./sources";

export type { Wanted } from "./addresses";

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
  /** Address of the metadata service; only for the agency of this server. */
  readonly metadata: string | null;
  /** Where config stands, for messages. */
  readonly origin: ConfigOrigin;
  readonly warnings: readonly string[];
  /** Names of the other whole credentials that are there, for messages. */
  others(): readonly string[];
}

/** The first whole credential, and where it may go. Pure: reads settings and sends nothing. Throws ApigError. */
export function resolveCredential(wanted: Wanted, settings: Settings): ResolvedCredential {
  const stack = validated(settings.stack, settings.allowsHttp);
  const found = findCredential(settings, wanted);
  const others = () => otherCredentials(settings, wanted, found).map((other) => nameOf(other, null));
  const chosen = { ...resolve(found, wanted, stack, settings), others };
  if (chosen.agency === null && wanted.cloud === undefined)
    assertNoOtherAgency(chosen.profile.name, agencyOrigins(settings), settings.origin);
  return chosen;
}

function nameOf({ profile, credential }: FoundCredential, agency: Agency | null): string {
  return said`${profile.name} (${credential.kind}${agency ? said`, as agency ${agency.name}` : ""})`;
}

function resolve(
  { profile, credential }: FoundCredential,
  wanted: Wanted,
  stack: Profile,
  settings: Settings,
): Omit<ResolvedCredential, "others"> {
  // Stack config overrides the credential's own origin, but says nothing about a cloud that the program names itself.
  const profiles = wanted.cloud === undefined ? [stack, profile] : [profile];
  const first: First = (field) => firstOf(profiles, field)?.value;
  const { environment, origin } = settings;
  const place =
    (wanted.region && formOf("region", wanted.region)) ?? first("region") ?? regionOf(profile.values.authUrl);
  // OTC's Terraform provider takes a sub-project such as eu-de_project for a region, too.
  const region = place?.replace(/_.*/, "");
  const domain = first("cloudDomain") ?? (region && domainOfRegion(region));
  const endpoint = endpointOf(wanted, first("endpoint"), region, domain, { holder: profile.name, origin });
  const own = profile.values.region?.value.replace(/_.*/, "");
  const isAsked = wanted.region !== undefined;
  const agency = agencyOf(profiles);
  const name = nameOf({ profile, credential }, agency);
  const homes = homesOf(wanted.cloud === undefined ? [profile, stack] : [profile]);
  assertMayGo({ name, homes, origin }, endpoint.url, endpoint.namer);
  const owner = profiles.find(({ values }) => values.projectId ?? values.projectName);
  // The delegated project is the gateway's; the credential's own project is not.
  const delegated = owner === stack ? null : (agency?.project ?? null);
  const project = delegated === null ? owner?.values : undefined;
  const warning = region && domain && endpoint.namer.startsWith("region") ? unpublished(region, domain) : null;
  return {
    name,
    profile,
    credential,
    agency,
    endpoint: endpoint.url,
    iam: first("authUrl") ?? iamOf(own ? { region: own, isAsked: false } : { region, isAsked }, first, endpoint, homes),
    projectId: wanted.projectId ?? project?.projectId?.value ?? null,
    projectName: delegated ?? project?.projectName?.value ?? null,
    defaultProject: place ?? null,
    otherProjectId: (wanted.cloud === undefined && firstOf(environment, "projectId")?.value) || null,
    transport: transportOf(stack, profile, settings),
    metadata: credential.kind === "server agency" ? metadataAddress(settings.env) : null,
    origin,
    warnings: warning === null ? [] : [warning],
  };
}

/** OS_CLOUD makes openstacksdk pass over every other OS_*. */
function agencyOrigins(settings: Settings): readonly Profile[] {
  const families = settings.env.OS_CLOUD?.trim() ? (["hw"] as const) : (["hw", "os"] as const);
  return families.map((family) => settings.variables(family));
}

/**
 * Certificates may be added by any origin, the stack config first. Their check is turned off by the stack config, by the credential's
 * own origin, or by the variables that belong to it: those of another tool say nothing about this credential.
 */
function transportOf(stack: Profile, own: Profile, settings: Settings): TransportSettings {
  const { files, env, allowsHttp: allowHttp, environment } = settings;
  const beside = own.family === undefined ? [] : [settings.variables(own.family)];
  const insecure = flagOf(firstOf([stack, own, ...beside], "insecure")?.value) === true;
  const setting = firstOf([stack, own, ...environment], "caCertFile");
  const caCertFile = setting ? fileOrText(setting, files) : null;
  const caCertVersion = caCertFile && (files.version?.(caCertFile) ?? null);
  return { insecure, allowHttp, caCertFile, caCertVersion, proxies: proxyVariables(env) };
}

/** The certificates themselves may stand in the setting. */
function fileOrText(setting: Setting, files: Files): string {
  return setting.value.includes("-----BEGIN") ? setting.value : absolute(setting, files);
}
