import { noCredentials, said } from "../core/foreignText";
import { ApigError } from "../errors";
import type { Wanted } from "./addresses";
import { type Credential, credentialOf } from "./credential";
import { readClouds } from "./settings/cloudsYaml";
import { names } from "./settings/names";
import {
  allowsHttp,
  environmentProfile,
  originOf,
  type Profile,
  type SettingsSource,
  stackProfile,
} from "./settings/profile";
import { sharedConfigProfile } from "./settings/sharedConfig";
import { validated } from "./settings/validate";

/** A complete credential and the settings beside it. */
export interface FoundCredential {
  readonly profile: Profile;
  readonly credential: Credential;
}

/** What the program itself asks for. */
type Asked = Pick<Wanted, "cloud" | "region">;
export type OneOrMore<T> = readonly [T, ...T[]];

/**
 * Every origin that has a complete credential, in the order in which they are tried. With a cloud named by the program, only that entry:
 * a program that names a cloud does not want the credential of another one.
 */
export function findCredentials(source: SettingsSource, asked: Asked): OneOrMore<FoundCredential> {
  const allowHttp = allowsHttp(source);
  const found: FoundCredential[] = [];
  for (const open of originsOf(source, asked)) {
    try {
      const profile = open();
      const credential = profile && credentialOf(profile);
      if (credential) found.push({ profile: validated(profile, allowHttp), credential });
    } catch (error) {
      // An error in a second choice must not stop the first.
      if (found.length === 0) throw error;
    }
  }
  const [first, ...others] = found;
  if (!first) throw new ApigError("APIG_NO_CREDENTIALS", noCredential(source));
  return [first, ...others];
}

function originsOf(source: SettingsSource, { cloud, region }: Asked): readonly (() => Profile | null)[] {
  const { values } = stackProfile(source);
  const place = cloud === undefined ? (region ?? values.region?.value) : region;
  const entry = (name: string, askedBy: string) => () => {
    const profile = readClouds(source).entry(name, askedBy, place);
    if (credentialOf(profile)) return profile;
    throw noCredentials`the entry ${name} of clouds.yaml has no token, access key or password`;
  };
  if (cloud !== undefined) return [entry(cloud, "the argument cloud")];
  const { OS_CLOUD, OS_CLOUD_NAME } = source.env;
  const osCloud = OS_CLOUD?.trim();
  const variables = () => environmentProfile(source, "os");
  const origins: (() => Profile | null)[] = [() => stackProfile(source)];
  if (values.cloud) origins.push(entry(values.cloud.value, values.cloud.from));
  // As Huawei Cloud's Terraform provider: what stands in variables wins over the file that a variable names.
  origins.push(
    () => environmentProfile(source, "hw"),
    () => sharedConfigProfile(source),
  );
  // As openstacksdk: OS_CLOUD makes it ignore every other OS_*, unless it names them, and without both the only entry is meant.
  if (!osCloud) origins.push(variables, () => onlyEntry(source, place));
  else origins.push(osCloud === (OS_CLOUD_NAME?.trim() || "envvars") ? variables : entry(osCloud, "OS_CLOUD"));
  return [...origins, () => environmentProfile(source, "sdk")];
}

function onlyEntry(source: SettingsSource, region: string | undefined): Profile | null {
  const clouds = readClouds(source);
  const [name, ...others] = clouds.names;
  return name === undefined || others.length > 0 ? null : clouds.entry(name, "", region);
}

function noCredential(source: SettingsSource): string {
  const { path, names: entries } = readClouds(source);
  const { setBy, key, note } = originOf(source);
  const pair = (family: "hw" | "os" | "sdk") => `${names.accessKey[family][0]} and ${names.secretKey[family][0]}`;
  const clouds = entries.length > 0 ? said`: ${path} has ${entries}` : " with a clouds.yaml";
  return (
    `no credential: set a token with ${setBy("authToken", "--secret")}, or an access key with ${key("accessKey")} and ` +
    `${key("secretKey")}; or in the environment ${names.authToken.hw[0]}, ${pair("hw")}, ${pair("os")}, ${pair("sdk")}, ` +
    `${names.userName.os[0]} and ${names.password.os[0]}, or OS_CLOUD${clouds}${note}`
  );
}
