import { join } from "node:path";
import { attempt } from "../../core/attempt";
import { invalidSetting } from "../../core/foreignText";
import { firstFile, type NamedFile, namedFile } from "./namedFile";
import type { Section, Surroundings } from "./profile";
import { listOf, type Mapping, mappingOf, textOf } from "./shapes";

/** One profile of KooCLI's config.json. Throws where what is under a key is no text. */
export interface KooProfile extends Section {
  readonly name: string;
}

export interface KooFile {
  readonly path: string;
  /** Whether the keys in it are encrypted, with what only KooCLI has. */
  readonly isEncrypted: boolean;
  /** The profile that HW_PROFILE names, or the file's own current one. */
  readonly chosen: KooProfile;
  /** `namedBy` is what asks for it. */
  profile(name: string, namedBy: string): KooProfile;
}

/**
 * The file that HW_SHARED_CONFIG_FILE names, else KooCLI's own one where HW_PROFILE names a profile, as for Huawei Cloud's
 * Terraform provider. Null if nothing names either.
 */
export function readKooFile(around: Surroundings): KooFile | null {
  const wanted = around.env.HW_PROFILE?.trim();
  const file = namedFile(around, "HW_SHARED_CONFIG_FILE") ?? (wanted ? ownFile(around, wanted) : null);
  if (!file) return null;
  const { path } = file;
  const content = contentOf(file);
  const profiles = listOf(content.profiles, `${path}: profiles`).map((each, index) =>
    profileOf(mappingOf(each, `${path}: profiles[${index}]`), index, path),
  );
  const known = profiles.length > 0 ? profiles.map(({ name }) => name) : "none";
  const profile = (name: string, namedBy: string) => {
    const found = profiles.find((each) => each.name === name);
    if (found) return found;
    throw invalidSetting`${path} has no profile "${name}", which ${namedBy} names; it has ${known}`;
  };
  const current = textOf(content.current, `${path}: current`);
  if (!wanted && !current)
    throw invalidSetting`${path} has no current profile: name one in HW_PROFILE; it has ${known}`;
  const chosen = wanted ? profile(wanted, "HW_PROFILE") : profile(current, 'its own "current"');
  return { path, isEncrypted: String(content.authEncrypt) === "true", chosen, profile };
}

function profileOf(written: Mapping, index: number, path: string): KooProfile {
  const name = textOf(written.name, `${path}: name of profiles[${index}]`);
  const title = `${path} ${name}`;
  const text = (key: string) => textOf(Object.hasOwn(written, key) ? written[key] : "", `${title}: ${key}`).trim();
  return { name, title, text };
}

function ownFile({ files }: Surroundings, profile: string): NamedFile {
  const paths = files.home === null ? [] : [join(files.home, ".hcloud", "config.json")];
  const file = firstFile(files, paths);
  if (file) return file;
  throw invalidSetting`HW_PROFILE names the profile "${profile}", but ${paths[0] ?? "KooCLI's config.json"} cannot be read: name the file in HW_SHARED_CONFIG_FILE, or unset HW_PROFILE`;
}

function contentOf({ path, text }: NamedFile): Mapping {
  const content: unknown = attempt(SyntaxError, () => JSON.parse(text.replace(/^\ufeff/, "")));
  // Not with the parser's message, which quotes the text.
  if (content === undefined) throw invalidSetting`${path} is not JSON, as KooCLI's config.json is`;
  return mappingOf(content, path);
}
