// The settings of one connection, complete: the credential that sources.ts chooses, its address (addresses.ts), project and TLS.
import type { ConfigOrigin } from "../core/configOrigin";
import { said } from "../core/foreignText";
import type { TransportSettings } from "../http/agents";
import { proxyVariables } from "../http/proxyFor";
import { type Endpoint, endpointOf, type First, iamOf, type Place, placeFor, type Wanted } from "./addresses";
import { type Agency, agencyOf, assertNoOtherAgency } from "./agency";
import { assertMayGo, homesOf, unpublished } from "./clouds";
import type { Credential } from "./credential";
import { absolute, firstOf, flagOf, type Profile } from "./settings/profile";
import type { Settings } from "./settings/settings";
import { validated } from "./settings/validate";
import { findCredential, otherCredentials } from "./sources";

export type { Wanted } from "./addresses";

/**
 * What settings say about one connection: as whom, where, for which project, and how it is protected. A plain value, from which its key
 * is made, and then its session.
 */
export interface ConnectionSettings {
  /** For messages: `HW_* (access key)`. */
  readonly name: string;
  readonly credential: Credential;
  /** Where it was found, and the settings that stand beside it: as data, since a function of the profile holds the environment. */
  readonly profile: Pick<Profile, "name" | "values">;
  /** What the credential assumes before it asks for anything. */
  readonly agency: Agency | null;
  /** Base address of the API, without a slash at the end. */
  readonly endpoint: string;
  readonly endpointFrom: Endpoint["from"];
  /** Address of IAM with `/v3`, or null if no setting gives it. */
  readonly iam: string | null;
  readonly projectId: string | null;
  readonly projectName: string | null;
  /** The region's project of the same name, for when nothing names one. */
  readonly defaultProject: string | null;
  /** Of another origin than the credential; used if the project cannot be found. */
  readonly otherProjectId: string | null;
  readonly transport: TransportSettings;
  /** Where config stands, for messages. */
  readonly origin: ConfigOrigin;
  readonly warnings: readonly string[];
}

/** The first whole credential, and where it may go. Pure: reads settings and sends nothing. Throws ApigError. */
export function resolveConnection(wanted: Wanted, settings: Settings): ConnectionSettings {
  const { origin } = settings;
  const stack = validated(settings.stack, settings.allowsHttp);
  const { credential, ...profile } = findCredential(settings, wanted);
  const isNamed = wanted.cloud !== undefined;
  // Stack config overrides the credential's own origin, but says nothing about a cloud that the program names itself.
  const profiles = isNamed ? [profile] : [stack, profile];
  const first: First = (field) => firstOf(profiles, field)?.value;
  const place = placeFor(wanted, first, profile);
  const endpoint = endpointOf(wanted, first("endpoint"), place, { holder: profile.name, origin });
  const agency = agencyOf(profiles);
  const name = titleOf(profile.name, credential, agency);
  const homes = homesOf(isNamed ? [profile] : [profile, stack]);
  assertMayGo({ name, homes, origin }, endpoint.url, endpoint.namer);
  const transport = transportOf(stack, profile, settings);
  if (agency === null && !isNamed) {
    // OS_CLOUD makes openstacksdk pass over every other OS_*.
    const families = settings.env.OS_CLOUD?.trim() ? (["hw"] as const) : (["hw", "os"] as const);
    assertNoOtherAgency(
      profile.name,
      families.map((family) => settings.variables(family)),
      origin,
    );
  }
  const owner = profiles.find(({ values }) => values.projectId ?? values.projectName);
  // The delegated project is the gateway's; the credential's own project is not.
  const delegated = owner === stack ? null : (agency?.project ?? null);
  const project = delegated === null ? owner?.values : undefined;
  return {
    name,
    credential,
    profile: { name: profile.name, values: profile.values },
    agency,
    endpoint: endpoint.url,
    endpointFrom: endpoint.from,
    iam: first("authUrl") ?? iamOf(place, first, endpoint, homes),
    projectId: wanted.projectId ?? project?.projectId?.value ?? null,
    projectName: delegated ?? project?.projectName?.value ?? null,
    defaultProject: place.name ?? null,
    otherProjectId: (!isNamed && firstOf(settings.environment, "projectId")?.value) || null,
    transport,
    origin,
    warnings: warningsOf(endpoint, place, transport),
  };
}

function warningsOf({ url, namer }: Endpoint, { region, domain }: Place, { insecure }: TransportSettings): string[] {
  const open = `the certificate of ${url} is not checked (insecure): others on the network can read the credential`;
  const unknown = region && domain && namer.startsWith("region") ? unpublished(region, domain) : null;
  return [insecure ? open : null, unknown].filter((text) => text !== null);
}

/** Names of the other whole credentials that are there, for messages. */
export function otherNames(wanted: Wanted, settings: Settings, used: Pick<Profile, "name">): readonly string[] {
  return otherCredentials(settings, wanted, used).map(({ name, credential }) => titleOf(name, credential));
}

function titleOf(origin: string, { kind }: Credential, agency: Agency | null = null): string {
  return said`${origin} (${kind}${agency ? said`, as agency ${agency.name}` : ""})`;
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
  // The certificates themselves may stand in the setting.
  const isText = setting?.value.includes("-----BEGIN");
  const caCertFile = setting ? (isText ? setting.value : absolute(setting, files)) : null;
  const caCertVersion = caCertFile && (files.version?.(caCertFile) ?? null);
  return { insecure, allowHttp, caCertFile, caCertVersion, proxies: proxyVariables(env) };
}
