import { invalidSetting } from "../../core/foreignText";
import { parseIni } from "./ini";
import { namedFile } from "./namedFile";
import type { Field } from "./names";
import { type Profile, type Surroundings, sectionProfile } from "./profile";
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
  const { path } = file;
  const sections = parseIni(path, file.text);
  const section = sectionNames.find((name) => sections.has(name));
  const values = section && sections.get(section);
  if (!values)
    throw invalidSetting`${path} has no section [basic] or [global], one of which HUAWEICLOUD_SDK_CREDENTIALS_FILE needs; it has ${sections.size > 0 ? [...sections.keys()] : "none"}`;
  const title = `${path} [${section}]`;
  const text = (key: string) => values.get(key) ?? "";
  return {
    ...sectionProfile({ title, text }, keys, "sdk"),
    unsupported: unsupportedIn("ini", (places) => places.filter(text).map((key) => ({ from: `${title}: ${key}` }))[0]),
    missing: () => invalidSetting`${title} has no ak and no sk: set them, or unset HUAWEICLOUD_SDK_CREDENTIALS_FILE`,
  };
}
