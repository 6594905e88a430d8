import { ApigError } from "../errors";
import { readClouds } from "./settings/cloudsYaml";
import { type Field, fields, names } from "./settings/names";
import {
  allowsHttp,
  environmentProfile,
  isTrue,
  type Profile,
  type SettingsSource,
  settingOf,
  stackProfile,
} from "./settings/profile";
import { validated } from "./settings/validate";

/** One whole credential. */
export type Credential =
  | { readonly kind: "token"; readonly token: string }
  | {
      readonly kind: "access key";
      readonly accessKey: string;
      readonly secretKey: string;
      readonly securityToken: string | null;
    }
  | { readonly kind: "password"; readonly user: User; readonly password: string }
  | { readonly kind: "server agency" };

export type User =
  | { readonly id: string }
  | { readonly name: string; readonly domain: { readonly id: string } | { readonly name: string } };

/**
 * The credential of one origin, in the order of both Terraform providers: token, access key, password; last the agency,
 * where it is asked for. Null when there is no part of any; a half is an error, since it is a slip that would otherwise
 * show as something else.
 */
export function credentialOf(profile: Profile): Credential | null {
  const value = (field: Field) => profile.values[field]?.value;
  const token = value("authToken");
  if (token) return { kind: "token", token };
  const [accessKey, secretKey, securityToken = null] = [value("accessKey"), value("secretKey"), value("securityToken")];
  if (accessKey && secretKey) return { kind: "access key", accessKey, secretKey, securityToken };
  const password = value("password");
  const user = userOf(profile);
  if (password && user) return { kind: "password", user, password };
  assertComplete(profile);
  return isTrue(profile.values.ecsAgency) ? { kind: "server agency" } : null;
}

function userOf({ values }: Profile): User | null {
  // An id is enough, and it wins, as in both Terraform providers.
  if (values.userId) return { id: values.userId.value };
  if (!values.userName) return null;
  const name = values.userName.value;
  if (values.domainId) return { name, domain: { id: values.domainId.value } };
  return values.domainName ? { name, domain: { name: values.domainName.value } } : null;
}

function assertComplete(profile: Profile): void {
  const { accessKey, secretKey, securityToken, userName, userId, password } = profile.values;
  if (accessKey) throw half(profile, "accessKey", ["secretKey"]);
  if (secretKey) throw half(profile, "secretKey", ["accessKey"]);
  if (securityToken) throw half(profile, "securityToken", ["accessKey", "secretKey"]);
  if (password && !userName && !userId) throw half(profile, "password", ["userName", "domainName"]);
  if (userId && !password) throw half(profile, "userId", ["password"]);
  if (userName && !password) throw half(profile, "userName", ["password"]);
  if (userName) throw half(profile, "userName", ["domainName"]);
}

function half(profile: Profile, has: Field, lacks: readonly Field[]): ApigError {
  const places = lacks.map((field) => placesOf(profile, field)).join(" and ");
  const why = lacks.includes("domainName") ? " (the account's name; a user name alone is not unique)" : "";
  return new ApigError(
    "APIG_INVALID_SETTING",
    `half a credential: ${profile.values[has]?.from} is set, but ${places} is not${why}; set both in one place, or neither`,
  );
}

/** Where a setting would stand in this origin. */
function placesOf({ name }: Profile, field: Field): string {
  const { hw, os, sdk, yaml } = names[field];
  if (name === "HW_*") return hw.join(" or ");
  if (name === "OS_*") return os.join(" or ");
  if (name === "HUAWEICLOUD_SDK_*") return sdk.join(" or ");
  return name === "stack config" ? `apig:${field}` : `${yaml[0]} of ${name}`;
}

/** Every value of this origin that must never be shown. */
export function secretsOf({ values }: Profile): string[] {
  return fields.filter((field) => names[field].secret).flatMap((field) => values[field]?.value ?? []);
}

/** A whole credential and the settings that stand beside it. */
export interface FoundCredential {
  readonly profile: Profile;
  readonly credential: Credential;
}

type Origin = () => Profile | null;

/**
 * Every origin that holds a whole credential, first choice first. With a cloud named by the program, only that entry:
 * nobody who names a cloud means another one's credential.
 */
export function findCredentials(
  source: SettingsSource,
  cloud?: string,
): readonly [FoundCredential, ...FoundCredential[]] {
  const allowHttp = allowsHttp(source);
  const found: FoundCredential[] = [];
  for (const open of originsOf(source, cloud)) {
    try {
      const profile = open();
      const credential = profile && credentialOf(profile);
      if (credential) found.push({ profile: validated(profile, allowHttp), credential });
    } catch (error) {
      // What is wrong in a source that is only a second choice must not stop the first.
      if (found.length === 0) throw error;
    }
  }
  const [first, ...others] = found;
  if (!first) throw new ApigError("APIG_NO_CREDENTIALS", noCredential(cloud));
  return [first, ...others];
}

function originsOf(source: SettingsSource, cloud: string | undefined): readonly Origin[] {
  const entry = (name: string, askedBy: string) => () => readClouds(source).entry(name, askedBy);
  if (cloud !== undefined) return [entry(cloud, "the argument cloud")];
  const stack = stackProfile(source);
  const stackCloud = stack.values.cloud;
  const osCloud = settingOf(source.env.OS_CLOUD, "OS_CLOUD");
  return [
    () => stack,
    ...(stackCloud ? [entry(stackCloud.value, stackCloud.from)] : []),
    () => environmentProfile(source, "hw"),
    // As openstacksdk: OS_CLOUD makes it ignore every other OS_*, and without both the only entry is meant.
    ...(osCloud ? [entry(osCloud.value, osCloud.from)] : [() => environmentProfile(source, "os"), onlyEntry(source)]),
    () => environmentProfile(source, "sdk"),
  ];
}

function onlyEntry(source: SettingsSource): Origin {
  return () => {
    const clouds = readClouds(source);
    const [name] = clouds.names;
    return name !== undefined && clouds.names.length === 1 ? clouds.entry(name, "") : null;
  };
}

function noCredential(cloud: string | undefined): string {
  if (cloud !== undefined) return `the entry ${cloud} of clouds.yaml holds no token, access key or password`;
  const pair = (family: "hw" | "os" | "sdk") => `${names.accessKey[family][0]} and ${names.secretKey[family][0]}`;
  return (
    "no credential: set a token with pulumi config set --secret apig:authToken, or an access key with apig:accessKey and " +
    `apig:secretKey; or in the environment ${names.authToken.hw[0]}, ${pair("hw")}, ${pair("os")}, ${pair("sdk")}, ` +
    `${names.userName.os[0]} and ${names.password.os[0]}, or OS_CLOUD with a clouds.yaml`
  );
}
