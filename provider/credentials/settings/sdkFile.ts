import { invalidSetting } from "../../core/foreignText";
import { type NamedFile, namedFile } from "./namedFile";
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
  const sections = parseIni(file);
  const section = sectionNames.find((name) => sections.has(name));
  const values = section && sections.get(section);
  if (!values)
    throw invalidSetting`${path} must have a section [basic] or [global], as HUAWEICLOUD_SDK_CREDENTIALS_FILE needs one; it has ${sections.size > 0 ? [...sections.keys()] : "none"}`;
  const title = `${path} [${section}]`;
  const text = (key: string) => values.get(key) ?? "";
  return {
    ...sectionProfile(title, text, keys, "sdk"),
    unsupported: unsupportedIn("ini", (places) => places.filter(text).map((key) => ({ from: `${title}: ${key}` }))[0]),
    missing: () => invalidSetting`${title} has no ak and no sk: set them, or unset HUAWEICLOUD_SDK_CREDENTIALS_FILE`,
  };
}

/** Sections of which each has what this one has, too. */
const shared = "DEFAULT";

/**
 * Sections of an INI file as Python's configparser reads them for Huawei's SDK, keys in lower case. A value is what is
 * written: no comment behind it and no quotes around it are taken away. The common library (`ini`) does both, so it cuts a
 * secret in two at `;` or `#`. Throws APIG_INVALID_SETTING, whose message never quotes the file.
 */
function parseIni({ path, text }: NamedFile): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | null = null;
  for (const [index, written] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = written.trim();
    const wrong = (what: string) => invalidSetting`${path} is not an INI file: line ${index + 1} ${what}`;
    if (line === "" || /^[#;]/.test(line)) continue;
    const name = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (name !== undefined) {
      if (sections.has(name)) throw wrong("repeats a section");
      current = new Map();
      sections.set(name, current);
      continue;
    }
    const end = line.search(/[=:]/);
    if (end < 1) throw wrong('is not "key = value"');
    if (current === null) throw wrong("is before the first [section]");
    const key = line.slice(0, end).trim().toLowerCase();
    if (current.has(key)) throw wrong("repeats a key");
    current.set(key, line.slice(end + 1).trim());
  }
  const inAll = sections.get(shared) ?? [];
  sections.delete(shared);
  return new Map([...sections].map(([name, own]) => [name, new Map([...inAll, ...own])]));
}
