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
import { namesSdkFile, sdkFileProfile } from "./settings/sdkFile";
import { sharedConfigProfile } from "./settings/sharedConfig";
import { validated } from "./settings/validate";

/** A complete credential and the settings beside it. */
export interface FoundCredential {
  readonly profile: Profile;
  readonly credential: Credential;
}

/** What the program itself asks for. */
type Asked = Pick<Wanted, "cloud" | "region">;

/**
 * The first origin that has a complete credential. With a cloud named by the program, only that entry counts: a program that names
 * a cloud does not want the credential of another one. Throws ApigError.
 */
export function findCredential(source: SettingsSource, asked: Asked): FoundCredential {
  for (const open of originsOf(source, asked)) {
    const found = wholeOf(open(), source);
    if (found) return found;
  }
  throw new ApigError("APIG_NO_CREDENTIALS", noCredential(source));
}

/** The complete credentials of the other origins, which are not used: each would be another identity. */
export function otherCredentials(source: SettingsSource, asked: Asked, used: FoundCredential): FoundCredential[] {
  return originsOf(source, asked).flatMap((open) => {
    try {
      const found = wholeOf(open(), source);
      return found && found.profile.name !== used.profile.name ? [found] : [];
    } catch {
      // What is wrong with one that is not used is of no interest.
      return [];
    }
  });
}

function wholeOf(profile: Profile | null, source: SettingsSource): FoundCredential | null {
  const credential = profile && credentialOf(profile);
  return credential && { profile: validated(profile, allowsHttp(source)), credential };
}

type Entry = (name: string, askedBy: string) => () => Profile;

function originsOf(source: SettingsSource, { cloud, region }: Asked): readonly (() => Profile | null)[] {
  const { values } = stackProfile(source);
  const place = cloud === undefined ? (region ?? values.region?.value) : region;
  const entry: Entry = (name, askedBy) => () => {
    const profile = readClouds(source).entry(name, askedBy, place);
    if (credentialOf(profile)) return profile;
    throw noCredentials`the entry ${name} of clouds.yaml has no token, access key or password`;
  };
  if (cloud !== undefined) return [entry(cloud, "the argument cloud")];
  const { OS_CLOUD, OS_CLOUD_NAME } = source.env;
  const osCloud = OS_CLOUD?.trim();
  const variables = () => environmentProfile(source, "os");
  const named = (name: string) => () => {
    if (credentialOf(variables())) return variables();
    throw noCredentials`OS_CLOUD is ${name}, which means the variables OS_*, but they have no token, access key or password`;
  };
  const origins: (() => Profile | null)[] = [() => stackProfile(source)];
  if (values.cloud) origins.push(entry(values.cloud.value, values.cloud.from));
  // As for Huawei Cloud's Terraform provider: a profile that is named takes the place of keys in variables.
  origins.push(
    () => sharedConfigProfile(source),
    () => environmentProfile(source, "hw"),
  );
  const sdk = () => environmentProfile(source, "sdk");
  // A variable that names a file or another login means that one, whatever else is there.
  const isNamed = namesSdkFile(source) || sdk().unsupported !== undefined;
  if (isNamed) origins.push(sdk, () => sdkFileProfile(source));
  // As openstacksdk: OS_CLOUD makes it ignore every other OS_*, unless it names them, and without both the only entry is meant.
  if (!osCloud) origins.push(variables, () => onlyEntry(source, place, entry));
  else origins.push(osCloud === (OS_CLOUD_NAME?.trim() || "envvars") ? named(osCloud) : entry(osCloud, "OS_CLOUD"));
  return isNamed ? origins : [...origins, sdk];
}

/** The only entry of clouds.yaml. Of a file that a variable names, which entry is meant must be clear. */
function onlyEntry(source: SettingsSource, region: string | undefined, entry: Entry): Profile | null {
  const clouds = readClouds(source);
  const [name, ...others] = clouds.names;
  const variable = ["OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE"].find((each) => source.env[each]?.trim());
  if (name !== undefined && others.length === 0)
    return variable ? entry(name, variable)() : clouds.entry(name, "", region);
  if (variable === undefined) return null;
  throw noCredentials`${variable} names ${clouds.path}, which has ${clouds.names.length > 0 ? clouds.names : "no entry"}: name one in OS_CLOUD`;
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
