import { invalidSetting, invalidValueOf } from "../core/foreignText";
import { type Field, projectsAccount, secretFields } from "./settings/names";
import { flagOf, type Profile, type Setting } from "./settings/profile";
import type { Settings } from "./settings/settings";
import { notSupported } from "./settings/unsupported";

export interface Token {
  readonly kind: "token";
  readonly token: string;
  /** Id of the project that it is for, where its issuer told that. */
  readonly projectId?: string | null;
}

export interface AccessKey {
  readonly kind: "access key";
  readonly accessKey: string;
  readonly secretKey: string;
  /** Of a temporary one. */
  readonly securityToken: string | null;
}

/** What authenticates requests by itself: a credential of these kinds, or what is issued for one of another kind. */
export type AuthMaterial = Token | AccessKey;

/** Material that expires. */
export interface Expiring {
  readonly material: AuthMaterial;
  /** How long it is still valid, in milliseconds. */
  readonly lifetimeMs: number;
}

/** Where a credential gets its material from. */
export interface MaterialSource {
  /** The material to use now. Throws Refused, or another ApigError if it could not be obtained. */
  get(): Promise<AuthMaterial>;
  /** Forgets this material, which was refused; false if there is no other. */
  renew(refused: AuthMaterial): boolean;
}

/** One complete credential. */
export type Credential =
  | AuthMaterial
  | { readonly kind: "password"; readonly user: User; readonly password: string }
  /** `address`: of the metadata service. */
  | { readonly kind: "server agency"; readonly address: string };

export type User =
  | { readonly id: string }
  | { readonly name: string; readonly domain: { readonly id: string } | { readonly name: string } };

type Kind = Credential["kind"];

/** Words of `auth_type`. Sources: keystoneauth's plugins that IAM serves, and gophertelekomcloud for aksk. */
const kinds: Readonly<Record<string, Kind>> = {
  password: "password",
  token: "token",
  v3password: "password",
  v3token: "token",
  aksk: "access key",
};

/**
 * The credential of one origin, in the order of both Terraform providers: token, access key, password; last the agency,
 * where it is asked for. `auth_type` leaves one of them. Null when there is no part of any; a part alone is an error, since
 * it is a mistake that would otherwise show as something else. So is a kind that neither cloud takes.
 */
export function credentialOf(profile: Profile, around: Pick<Settings, "metadataAddress">): Credential | null {
  const { unsupported } = profile;
  const { authType } = profile.values;
  // It is meant whatever else stands beside it.
  if (unsupported && unsupported.why !== "login") throw notSupported(unsupported);
  const only = authType && kindOf(authType);
  const value = (field: Field, kind: Kind) =>
    only === undefined || only === kind ? profile.values[field]?.value : undefined;
  const token = value("authToken", "token");
  if (token) return { kind: "token", token };
  const [accessKey, secretKey] = [value("accessKey", "access key"), value("secretKey", "access key")];
  const securityToken = profile.values.securityToken?.value ?? null;
  if (accessKey && secretKey) return { kind: "access key", accessKey, secretKey, securityToken };
  const password = value("password", "password");
  const user = userOf(profile);
  if (only === undefined && unsupported) throw notSupported(unsupported);
  if (password && user) return { kind: "password", user, password };
  assertComplete(profile, only);
  const isAgencyAsked = flagOf(profile.values.ecsAgency?.value);
  return isAgencyAsked ? { kind: "server agency", address: around.metadataAddress } : null;
}

/** The kind of login that `auth_type` means. Throws where it means none. */
export function kindOf({ value, from }: Setting): Kind {
  const kind = Object.hasOwn(kinds, value) ? kinds[value] : undefined;
  if (kind) return kind;
  const known = Object.keys(kinds)
    .join(", ")
    .replace(/, (\w+)$/, " or $1");
  throw invalidValueOf("authType")`${from} must be ${known}, not "${value}": no other login is supported`;
}

function userOf({ values }: Profile): User | null {
  // An id is enough, and it wins, as in both Terraform providers.
  if (values.userId) return { id: values.userId.value };
  if (!values.userName) return null;
  const name = values.userName.value;
  const { domainId, domainName } = values;
  // openstacksdk's order, but the project's account never stands before the user's own.
  if (domainId && !(domainName && projectsAccount.includes(domainId.place)))
    return { name, domain: { id: domainId.value } };
  return domainName ? { name, domain: { name: domainName.value } } : null;
}

/** What a credential lacks, by a part that is there. The first of the missing ones decides; a message names them all. */
const incomplete: readonly (readonly [kind: Kind, has: Field, lacks: readonly [Field, ...Field[]]])[] = [
  ["access key", "accessKey", ["secretKey"]],
  ["access key", "secretKey", ["accessKey"]],
  ["access key", "securityToken", ["accessKey", "secretKey"]],
  ["access key", "authType", ["accessKey", "secretKey"]],
  ["password", "password", ["userName", "domainName"]],
  ["password", "userId", ["password"]],
  ["password", "userName", ["password"]],
  ["password", "userName", ["domainName"]],
  ["password", "authType", ["userName", "password"]],
  ["token", "authType", ["authToken"]],
];

function assertComplete(profile: Profile, only: Kind | undefined): void {
  const { values } = profile;
  const isSet = incomplete.some(([, has]) => has !== "authType" && values[has]) || values.authToken;
  const wrong = incomplete.find(([kind, has, [lacks]]) => (only ?? kind) === kind && values[has] && !values[lacks]);
  if (!isSet || !wrong) return;
  const [, has, all] = wrong;
  const lacks = all.filter((field) => !values[field] && !(field === "domainName" && values.domainId));
  const places = `${lacks.map(profile.placeOf).join(" and ")} ${lacks.length > 1 ? "are" : "is"}`;
  const why = lacks.includes("domainName") ? " (the account's name; a user name alone is not unique)" : "";
  throw invalidSetting`incomplete credential: ${values[has]?.from} is set, but ${places} not${why}; set both in one place, or neither`;
}

/** Every value of this origin that must never be shown. */
export function secretsOf({ values }: Pick<Profile, "values">): string[] {
  return secretFields.flatMap((field) => values[field]?.value ?? []);
}
