import { invalidSetting } from "../../core/foreignText";
import { type KooFile, type KooProfile, readKooFile } from "./kooCli";
import type { Field } from "./names";
import { type Profile, sectionProfile } from "./profile";
import type { Settings } from "./settings";

/** Keys of a profile, as Huawei Cloud's Terraform provider reads them. Source: its config/auth.go, and KooCLI's manual. */
const secretKeys = { accessKey: "accessKeyId", secretKey: "secretAccessKey", securityToken: "securityToken" };
const agencyKeys = {
  agencyDomainId: "agencyDomainId",
  agencyDomainName: "agencyDomainName",
  agencyName: "agencyName",
};
const ownKeys = { region: "region", projectId: "projectId", domainId: "domainId", ...agencyKeys };

/** What HW_* add where the profile does not say it: never a part of a login. */
const added: readonly Field[] = ["region", "projectId", "projectName", "cloudDomain", "authUrl", "agencyDuration"];
const agency = Object.keys(agencyKeys) as Field[];

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
    throw invalidSetting`${path} is encrypted: run hcloud configure set --cli-auth-encrypt=false, or use no profile and set HW_ACCESS_KEY and HW_SECRET_KEY`;
  const own = sectionProfile(chosen.title, chosen.text, ownKeys, "hw");
  const server = { ecsAgency: { value: "true", from: placeOfKey(chosen, "mode") } };
  const login =
    mode === "server agency" ? { ...own, values: server } : sectionProfile(holder.title, holder.text, secretKeys, "hw");
  const variables = settings.variables("hw");
  // An account of another agency would change whose gateway is asked for.
  const isAgencyOwn = agency.some((field) => own.values[field]);
  const open = isAgencyOwn ? added : [...added, ...agency];
  const beside = open.flatMap((field) => (variables.values[field] ? [[field, variables.values[field]]] : []));
  return {
    ...own,
    values: { ...Object.fromEntries(beside), ...own.values, ...login.values },
    placeOf: (field) => (field in secretKeys ? login : own).placeOf(field),
    unsupported: variables.unsupported,
    missing: () =>
      invalidSetting`${holder.title} has no accessKeyId and no secretAccessKey: choose another profile, or set them`,
  };
}

const placeOfKey = ({ title }: KooProfile, key: string) => `${title}: ${key}`;

function modeOf(profile: KooProfile) {
  const written = profile.text("mode");
  const mode = Object.hasOwn(modes, written.toLowerCase()) ? modes[written.toLowerCase()] : undefined;
  if (mode) return mode;
  throw invalidSetting`${placeOfKey(profile, "mode")} is ${written}, which is not supported: use a profile of mode AKSK, AssumeRole or ecsAgency`;
}

/** The profile whose keys assume the agency of the chosen one. */
function holderOf({ chosen, profile }: KooFile): KooProfile {
  const mode = `${placeOfKey(chosen, "mode")} is ${chosen.text("mode")}`;
  const lacks = ["agencyName", "agencyDomainName"].find(
    (key) => !chosen.text(key) && !(key === "agencyDomainName" && chosen.text("agencyDomainId")),
  );
  if (lacks) throw invalidSetting`${mode}, but it has no ${lacks}`;
  const source = chosen.text("sourceProfile");
  if (!source) {
    // The Terraform provider takes the profile's own keys.
    if (chosen.text("accessKeyId")) return chosen;
    throw invalidSetting`${mode}, but the profile has no sourceProfile with the keys that assume the agency`;
  }
  const from = placeOfKey(chosen, "sourceProfile");
  if (source === chosen.name)
    throw invalidSetting`${from} names the profile itself: name one that has keys (mode AKSK)`;
  const holder = profile(source, from);
  if (modeOf(holder) === "keys") return holder;
  throw invalidSetting`${from} is ${source}, whose mode is ${holder.text("mode")}: name one that has keys (mode AKSK)`;
}
