import { invalidSetting } from "../../core/foreignText";
import { type Field, names } from "./names";
import { environmentProfile, expandHome, type Profile, profile, type SettingsSource } from "./profile";

/** Keys of a profile, as Huawei Cloud's Terraform provider reads them. Source: its config/auth.go, and KooCLI's manual. */
const keys: Readonly<Partial<Record<Field, string>>> = {
  accessKey: "accessKeyId",
  secretKey: "secretAccessKey",
  securityToken: "securityToken",
  region: "region",
  projectId: "projectId",
  domainId: "domainId",
  agencyDomainId: "agencyDomainId",
  agencyDomainName: "agencyDomainName",
  agencyName: "agencyName",
};

type Json = Readonly<Record<string, unknown>>;

/**
 * The profile that HW_PROFILE names in the file that HW_SHARED_CONFIG_FILE names (KooCLI's config.json); default: the file's
 * current one. HW_* variables add region and project if the file has none. Null if no file is named.
 */
export function sharedConfigProfile(source: SettingsSource): Profile | null {
  const path = source.env.HW_SHARED_CONFIG_FILE?.trim();
  if (!path) return null;
  const { current, profiles, authEncrypt } = read(path, source);
  const list = Array.isArray(profiles) ? profiles.map(Object) : [];
  const name = source.env.HW_PROFILE?.trim() || current;
  const chosen: Json | undefined = list.find((each) => each.name === name);
  if (!chosen) {
    const known = list.length > 0 ? list.map((each) => each.name) : "none";
    throw invalidSetting`${path} has no profile "${name}", which HW_PROFILE or its own "current" names; it has ${known}`;
  }
  if (String(authEncrypt) === "true") {
    throw invalidSetting`${path} is encrypted: run hcloud configure set --cli-auth-encrypt=false, or set HW_ACCESS_KEY and HW_SECRET_KEY`;
  }
  const { values } = environmentProfile(source, "hw");
  const find = (field: Field) => {
    const key = keys[field];
    const value = key === undefined ? undefined : chosen[key];
    if (typeof value === "string" && value !== "") return { value, from: `${path} ${name}: ${key}` };
    return names[field].secret ? undefined : values[field];
  };
  return profile(`${path} ${name}`, find, (field) => `${keys[field] ?? names[field].hw[0]} of ${path} ${name}`);
}

function read(path: string, { files }: SettingsSource): Json {
  const place = { value: path, from: "HW_SHARED_CONFIG_FILE" };
  const text = files?.read(expandHome(place, files.home)) ?? null;
  if (text === null) throw invalidSetting`HW_SHARED_CONFIG_FILE names ${path}, which cannot be read`;
  try {
    return Object(JSON.parse(text));
  } catch {
    // Not the parser's message, which quotes the text.
    throw invalidSetting`${path}, which HW_SHARED_CONFIG_FILE names, is not JSON`;
  }
}
