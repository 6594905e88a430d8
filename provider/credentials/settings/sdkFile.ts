import { invalidSetting } from "../../core/foreignText";
import { parseIni } from "./ini";
import { namedFile } from "./namedFile";
import { type Field, names } from "./names";
import { type Profile, profile, type Surroundings } from "./profile";
import { unsupportedIn } from "./unsupported";

/** Keys of a section. Source: huaweicloudsdkcore (auth/provider.py). */
const keys: Readonly<Partial<Record<Field, string>>> = {
  accessKey: "ak",
  secretKey: "sk",
  securityToken: "security_token",
  projectId: "project_id",
  domainId: "domain_id",
  authUrl: "iam_endpoint",
};

/** The first is for services in a region, as API Gateway is one; the other, for IAM and its like, has the same kind of key. */
const sectionNames = ["basic", "global"] as const;

/** Whether a variable names a file of credentials. */
export const namesSdkFile = ({ env }: Surroundings): boolean => Boolean(env.HUAWEICLOUD_SDK_CREDENTIALS_FILE?.trim());

/**
 * The credential in the file that HUAWEICLOUD_SDK_CREDENTIALS_FILE names, or null if it is not set. Throws where the file has
 * none: whatever would be used instead may be of another account.
 */
export function sdkFileProfile(around: Surroundings): Profile | null {
  const file = namedFile(around, "HUAWEICLOUD_SDK_CREDENTIALS_FILE");
  if (!file) return null;
  const { path, text } = file;
  const sections = parseIni(path, text);
  const section = sectionNames.find((name) => sections.has(name));
  const values = section && sections.get(section);
  if (!values)
    throw invalidSetting`${path} has no section [basic] or [global], one of which HUAWEICLOUD_SDK_CREDENTIALS_FILE needs; it has ${sections.size > 0 ? [...sections.keys()] : "none"}`;
  const name = `${path} [${section}]`;
  const at = (key: string | undefined) => {
    const value = key === undefined ? undefined : values.get(key);
    return value ? { value, from: `${name}: ${key}` } : undefined;
  };
  const found = profile(
    name,
    (field) => at(keys[field]),
    (field) => `${keys[field] ?? names[field].sdk[0]} of ${name}`,
  );
  return {
    ...found,
    family: "sdk",
    unsupported: unsupportedIn("ini", (places) => places.map(at).find(Boolean)),
    missing: () => invalidSetting`${name} has no ak and no sk: set them, or unset HUAWEICLOUD_SDK_CREDENTIALS_FILE`,
  };
}
