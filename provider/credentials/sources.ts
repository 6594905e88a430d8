// Which credential is used: the first origin that has a whole one.
import { noCredentials, said } from "../core/foreignText";
import { ApigError } from "../errors";
import type { Wanted } from "./addresses";
import { type Credential, credentialOf } from "./credential";
import { names } from "./settings/names";
import type { Profile } from "./settings/profile";
import { namesSdkFile, sdkFileProfile } from "./settings/sdkFile";
import type { Settings } from "./settings/settings";
import { sharedConfigProfile } from "./settings/sharedConfig";
import { validated } from "./settings/validate";

/** A profile that holds a whole credential. */
export interface WholeProfile extends Profile {
  readonly credential: Credential;
}

/**
 * The first origin that has a complete credential. With a cloud named by the program, only that entry counts: a program that names
 * a cloud does not want the credential of another one. Throws ApigError.
 */
export function findCredential(settings: Settings, asked: Wanted): WholeProfile {
  for (const open of originsOf(settings, asked)) {
    const found = wholeOf(open(), settings);
    if (found) return found;
  }
  throw new ApigError("APIG_NO_CREDENTIALS", noCredential(settings));
}

/** The complete credentials of the other origins, which are not used: each would be another identity. */
export function otherCredentials(settings: Settings, asked: Wanted, used: Pick<Profile, "name">): WholeProfile[] {
  return originsOf(settings, asked).flatMap((open) => {
    try {
      const found = wholeOf(open(), settings);
      return found && found.name !== used.name ? [found] : [];
    } catch {
      // Whatever is wrong with one that is not used is of no interest, such as a folder that is gone.
      return [];
    }
  });
}

function wholeOf(profile: Profile | null, settings: Settings): WholeProfile | null {
  const credential = profile && credentialOf(profile, settings);
  if (credential) return { ...validated(profile, settings.allowsHttp), credential };
  if (profile?.missing) throw profile.missing();
  return null;
}

type Origin = () => Profile | null;
type Entry = (name: string, askedBy: string) => Origin;

function originsOf(settings: Settings, { cloud, region }: Wanted): readonly Origin[] {
  const { values } = settings.stack;
  const place = cloud === undefined ? (region ?? values.region?.value) : region;
  const entry: Entry = (name, askedBy) => () => ({
    ...settings.clouds.entry(name, askedBy, place),
    missing: () => noCredentials`the entry ${name} of clouds.yaml has no token, access key or password`,
  });
  if (cloud !== undefined) return [entry(cloud, "the argument cloud")];
  const { OS_CLOUD, OS_CLOUD_NAME } = settings.env;
  const osCloud = OS_CLOUD?.trim();
  const named: Origin = () => ({
    ...settings.variables("os"),
    missing: () =>
      noCredentials`OS_CLOUD is ${osCloud}, which means the variables OS_*, but they have no token, access key or password`,
  });
  const origins: Origin[] = [() => settings.stack];
  if (values.cloud) origins.push(entry(values.cloud.value, values.cloud.from));
  // As for Huawei Cloud's Terraform provider: a profile that is named takes the place of keys in variables.
  origins.push(
    () => sharedConfigProfile(settings),
    () => settings.variables("hw"),
  );
  const sdk = () => settings.variables("sdk");
  // A variable that names a file or another login means that one, whatever else is there.
  const isNamed = namesSdkFile(settings) || sdk().unsupported !== undefined;
  if (isNamed) origins.push(sdk, () => sdkFileProfile(settings));
  // As openstacksdk: OS_CLOUD makes it ignore every other OS_*, unless it names them, and without both the only entry is meant.
  if (!osCloud)
    origins.push(
      () => settings.variables("os"),
      () => onlyEntry(settings, place, entry),
    );
  else origins.push(osCloud === (OS_CLOUD_NAME?.trim() || "envvars") ? named : entry(osCloud, "OS_CLOUD"));
  return isNamed ? origins : [...origins, sdk];
}

/** The only entry of clouds.yaml. Of a file that a variable names, which entry is meant must be clear. */
function onlyEntry(settings: Settings, region: string | undefined, entry: Entry): Profile | null {
  const { clouds } = settings;
  const [name, ...others] = clouds.names;
  const variable = ["OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE"].find((each) => settings.env[each]?.trim());
  if (name !== undefined && others.length === 0)
    return variable ? entry(name, variable)() : clouds.entry(name, "", region);
  if (variable === undefined) return null;
  throw noCredentials`${variable} names ${clouds.path}, which has ${clouds.names.length > 0 ? clouds.names : "no entry"}: name one in OS_CLOUD`;
}

function noCredential(settings: Settings): string {
  const { path, names: entries } = settings.clouds;
  const { setBy, key, note } = settings.origin;
  const pair = (family: "hw" | "os" | "sdk") => `${names.accessKey[family][0]} and ${names.secretKey[family][0]}`;
  const clouds = entries.length > 0 ? said`: ${path} has ${entries}` : " with a clouds.yaml";
  return (
    `no credential: set a token with ${setBy("authToken", "--secret")}, or an access key with ${key("accessKey")} and ` +
    `${key("secretKey")}; or in the environment ${names.authToken.hw[0]}, ${pair("hw")}, ${pair("os")}, ${pair("sdk")}, ` +
    `${names.userName.os[0]} and ${names.password.os[0]}, or OS_CLOUD${clouds}${note}`
  );
}
