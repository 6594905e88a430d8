// Which credential is used: the first origin that has a whole one.
import { stackConfig } from "../core/configOrigin";
import { noCredentials, said } from "../core/foreignText";
import { ApigError } from "../errors";
import type { Wanted } from "./addresses";
import { type Credential, credentialOf } from "./credential";
import { type Field, names } from "./settings/names";
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
    const found = wholeOf(open, settings);
    if (found) return found;
  }
  throw noCredential(settings);
}

/** The complete credentials of the other origins, which are not used: each would be another identity. */
export function otherCredentials(settings: Settings, asked: Wanted, used: Pick<Profile, "name">): WholeProfile[] {
  return originsOf(settings, asked).flatMap((open) => {
    try {
      const found = wholeOf(open, settings);
      return found && found.name !== used.name ? [found] : [];
    } catch {
      // Whatever is wrong with one that is not used is of no interest, such as a folder that is gone.
      return [];
    }
  });
}

function wholeOf(open: Origin, settings: Settings): WholeProfile | null {
  const profile = open(settings);
  const credential = profile && credentialOf(profile, settings);
  if (credential) return { ...validated(profile, settings.allowsHttp), credential };
  if (profile?.missing) throw profile.missing();
  return null;
}

/** A place of settings that may have a credential, to be opened only when its turn comes; null where there is none. */
type Origin = (settings: Settings) => Profile | null;

const stack: Origin = (settings) => settings.stack;
const hw: Origin = (settings) => settings.variables("hw");
const os: Origin = (settings) => settings.variables("os");
const sdk: Origin = (settings) => settings.variables("sdk");

function originsOf(settings: Settings, { cloud, region }: Wanted): readonly Origin[] {
  const { values } = settings.stack;
  const place = cloud === undefined ? (region ?? values.region?.value) : region;
  if (cloud !== undefined) return [entry(cloud, "the argument cloud", place)];
  // As for Huawei Cloud's Terraform provider: a profile that is named takes the place of keys in variables.
  const origins = [stack, ...(values.cloud ? [entry(values.cloud.value, values.cloud.from, place)] : [])];
  origins.push(sharedConfigProfile, hw);
  // A variable that names a file or another login means that one, whatever else is there.
  const isNamed = namesSdkFile(settings) || settings.variables("sdk").unsupported !== undefined;
  if (isNamed) origins.push(sdk, sdkFileProfile);
  // As openstacksdk: OS_CLOUD makes it ignore every other OS_*, unless it names them, and without both the only entry is meant.
  const [osCloud, ownName] = [settings.env.OS_CLOUD?.trim(), settings.env.OS_CLOUD_NAME?.trim() || "envvars"];
  if (!osCloud) origins.push(os, onlyEntry(place));
  else origins.push(osCloud === ownName ? variablesNamed(osCloud) : entry(osCloud, "OS_CLOUD", place));
  return isNamed ? origins : [...origins, sdk];
}

function entry(name: string, askedBy: string, region: string | undefined): Origin {
  return ({ clouds }) => ({
    ...clouds.entry(name, askedBy, region),
    missing: () => noCredentials`the entry ${name} of clouds.yaml has no token, access key or password`,
  });
}

function variablesNamed(osCloud: string): Origin {
  return (settings) => ({
    ...settings.variables("os"),
    missing: () =>
      noCredentials`OS_CLOUD is ${osCloud}, which selects the variables OS_*, but they have no token, access key or password`,
  });
}

/** The only entry of clouds.yaml. Of a file that a variable names, which entry is meant must be clear. */
function onlyEntry(region: string | undefined): Origin {
  return (settings) => {
    const { clouds, env } = settings;
    const [name, ...others] = clouds.names;
    const variable = ["OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE"].find((each) => env[each]?.trim());
    if (name !== undefined && others.length === 0)
      return variable ? entry(name, variable, region)(settings) : clouds.entry(name, "", region);
    if (variable === undefined) return null;
    throw noCredentials`${variable} names ${clouds.path}, which has ${clouds.names.length > 0 ? clouds.names : "no entry"}: select one with OS_CLOUD`;
  };
}

/** The usual ways, then who tells the others: a message stands on a screen up to three times. */
function noCredential(settings: Settings): ApigError {
  const { path, names: entries } = settings.clouds;
  const { setBy, doctor, note } = settings.origin;
  const clouds = entries.length > 0 ? said`, or select an entry of ${path} with OS_CLOUD (${entries})` : "";
  const others = doctor === null ? "" : `; ${doctor} lists every way`;
  const usual = `a token with ${setBy("authToken", "--secret")} or HW_AUTH_TOKEN, or an access key with HW_ACCESS_KEY and HW_SECRET_KEY`;
  const text = `no credential: set ${usual}${clouds}${others}${note}`;
  return new ApigError("APIG_NO_CREDENTIALS", text, { choices: everyWay() });
}

/** What makes a whole credential of each kind. */
const wholes: readonly (readonly [kind: string, whole: readonly Field[]])[] = [
  ["a token", ["authToken"]],
  ["an access key", ["accessKey", "secretKey"]],
  ["a password", ["userName", "password", "domainName"]],
];

/** A line for each kind: its key in the stack config, then variables. Only the doctor tells it, which reads the stack config. */
function everyWay(): readonly string[] {
  const { key } = stackConfig;
  const families = (["hw", "os", "sdk"] as const).map((family) => (field: Field) => names[field][family][0]);
  const waysTo = (whole: readonly Field[]) =>
    [key, ...families].map((nameOf) => whole.map(nameOf)).flatMap((all) => (all.every(Boolean) ? all.join(" + ") : []));
  return [
    ...wholes.map(([kind, whole]) => `${kind}: ${waysTo(whole).join(", ")}`),
    `a file: ${key("cloud")} or OS_CLOUD (clouds.yaml), HW_PROFILE (KooCLI), HUAWEICLOUD_SDK_CREDENTIALS_FILE`,
    `the agency of this cloud server: ${key("ecsAgency")}`,
  ];
}
