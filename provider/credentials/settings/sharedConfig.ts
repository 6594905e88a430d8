import { invalidSetting } from "../../core/foreignText";
import { type KooFile, type KooProfile, readKooFile } from "./kooCli";
import { type Field, names } from "./names";
import { type Profile, profile } from "./profile";
import type { Settings } from "./settings";

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

const secrets: readonly Field[] = ["accessKey", "secretKey", "securityToken"];
const agency: readonly Field[] = ["agencyName", "agencyDomainName", "agencyDomainId"];
/** What HW_* add where the profile does not say it: never a part of a login. */
const added: readonly Field[] = [
  ...["region", "projectId", "projectName", "cloudDomain", "authUrl", "agencyDuration"],
  ...agency,
] as Field[];

/** How a profile logs in, by its `mode`; Huawei's partner clouds say `agency`. Source: "Specifying Authentication Mode" of KooCLI. */
const modes: Readonly<Record<string, "keys" | "server agency" | "agency">> = {
  "": "keys",
  aksk: "keys",
  ecsagency: "server agency",
  assumerole: "agency",
  agency: "agency",
};

/**
 * The profile that HW_PROFILE names in the file that HW_SHARED_CONFIG_FILE names (KooCLI's config.json). HW_* variables add
 * region, project and agency if the file has none. Null if neither variable is set; a profile without a login is an error.
 */
export function sharedConfigProfile(settings: Settings): Profile | null {
  const file = readKooFile(settings);
  if (!file) return null;
  const { path, chosen } = file;
  const mode = modeOf(chosen);
  const holder = mode === "agency" ? holderOf(file) : chosen;
  if (mode !== "server agency" && file.isEncrypted)
    throw invalidSetting`${path} is encrypted: run hcloud configure set --cli-auth-encrypt=false, or name no profile and set HW_ACCESS_KEY and HW_SECRET_KEY`;
  const variables = settings.variables("hw");
  const ownAgency = agency.some((field) => chosen.text(keys[field] ?? ""));
  const find = (field: Field) => {
    if (field === "ecsAgency" && mode === "server agency") return { value: "true", from: chosen.placeOf("mode") };
    const isSecret = secrets.includes(field);
    const { text, placeOf } = isSecret ? holder : chosen;
    const key = isSecret && mode === "server agency" ? undefined : keys[field];
    const value = key === undefined ? "" : text(key);
    if (key !== undefined && value) return { value, from: placeOf(key) };
    // An account of another agency would change whose gateway is asked for.
    const isOpen = added.includes(field) && !(ownAgency && agency.includes(field));
    return isOpen ? variables.values[field] : undefined;
  };
  const nameOf = ({ name }: KooProfile) => `${path} ${name}`;
  const found = profile(
    nameOf(chosen),
    find,
    (field) => `${keys[field] ?? names[field].hw[0]} of ${nameOf(secrets.includes(field) ? holder : chosen)}`,
  );
  return {
    ...found,
    family: "hw",
    unsupported: variables.unsupported,
    missing: () =>
      invalidSetting`${nameOf(holder)} has no accessKeyId and no secretAccessKey: choose another profile, or set them`,
  };
}

function modeOf({ text, placeOf }: KooProfile) {
  const written = text("mode");
  const mode = Object.hasOwn(modes, written.toLowerCase()) ? modes[written.toLowerCase()] : undefined;
  if (mode) return mode;
  throw invalidSetting`${placeOf("mode")} is ${written}, which is not supported: use a profile of mode AKSK, AssumeRole or ecsAgency`;
}

/** The profile whose keys assume the agency of the chosen one. */
function holderOf({ chosen, profile }: KooFile): KooProfile {
  const mode = `${chosen.placeOf("mode")} is ${chosen.text("mode")}`;
  const lacks = ["agencyName", "agencyDomainName"].find(
    (key) => !chosen.text(key) && !(key === "agencyDomainName" && chosen.text("agencyDomainId")),
  );
  if (lacks) throw invalidSetting`${mode}, but it has no ${lacks}`;
  const source = chosen.text("sourceProfile");
  if (!source) {
    // The Terraform provider takes the profile's own keys.
    if (chosen.text("accessKeyId")) return chosen;
    throw invalidSetting`${mode}, but it has no sourceProfile, whose keys assume the agency`;
  }
  const from = chosen.placeOf("sourceProfile");
  if (source === chosen.name)
    throw invalidSetting`${from} names the profile itself: name one that has keys (mode AKSK)`;
  const holder = profile(source, from);
  if (modeOf(holder) === "keys") return holder;
  throw invalidSetting`${from} is ${source}, whose mode is ${holder.text("mode")}: name one that has keys (mode AKSK)`;
}
