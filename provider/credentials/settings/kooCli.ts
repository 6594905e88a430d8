import { join } from "node:path";
import { attempt } from "../../core/attempt";
import { isObject } from "../../core/errorBody";
import { invalidSetting } from "../../core/foreignText";
import type { ApigError } from "../../errors";
import { firstFile, type NamedFile, namedFile } from "./namedFile";
import type { Surroundings } from "./profile";

export type KooFile = NonNullable<ReturnType<typeof readKooFile>>;
export type KooProfile = KooFile["chosen"];

/**
 * The file that HW_SHARED_CONFIG_FILE names, else KooCLI's own one where HW_PROFILE names a profile, as for Huawei Cloud's
 * Terraform provider. Null if nothing names either.
 */
export function readKooFile(around: Surroundings) {
  const wanted = around.env.HW_PROFILE?.trim();
  const file = namedFile(around, "HW_SHARED_CONFIG_FILE") ?? (wanted ? ownFile(around, wanted) : null);
  if (!file) return null;
  const { path } = file;
  const content = contentOf(file);
  if (!Array.isArray(content.profiles)) throw wrongShape(`${path}: profiles`, content.profiles, "a list");
  const profiles = content.profiles.map((each, index) => profileOf(each, index, path));
  const known = profiles.length > 0 ? profiles.map(({ name }) => name) : "none";
  /** `namedBy` is what asks for it. */
  const profile = (name: string, namedBy: string) => {
    const found = profiles.find((each) => each.name === name);
    if (found) return found;
    throw invalidSetting`${path} has no profile "${name}", which ${namedBy} names; it has ${known}`;
  };
  const current = textOf(content.current, `${path}: current`);
  if (!wanted && !current) throw invalidSetting`${path} has no current profile: set HW_PROFILE; it has ${known}`;
  /** The profile that HW_PROFILE names, or the file's own current one. */
  const chosen = wanted ? profile(wanted, "HW_PROFILE") : profile(current, 'its "current"');
  /** Whether the keys in it are encrypted, with what only KooCLI has. */
  const isEncrypted = String(content.authEncrypt) === "true";
  return { path, isEncrypted, chosen, profile };
}

/** One profile. Throws where what is under a key is no text. */
function profileOf(each: unknown, index: number, path: string) {
  const written = mappingOf(each, `${path}: profiles[${index}]`);
  const name = textOf(written.name, `${path}: name of profiles[${index}]`);
  const title = `${path} ${name}`;
  /** Empty where there is none. */
  const text = (key: string) => textOf(Object.hasOwn(written, key) ? written[key] : "", `${title}: ${key}`).trim();
  return { name, title, text };
}

function ownFile({ files }: Surroundings, profile: string): NamedFile {
  const paths = files.home === null ? [] : [join(files.home, ".hcloud", "config.json")];
  const file = firstFile(files, paths);
  if (file) return file;
  throw invalidSetting`HW_PROFILE names the profile "${profile}", but ${paths[0] ?? "KooCLI's config.json"} cannot be read: set HW_SHARED_CONFIG_FILE to the file, or unset HW_PROFILE`;
}

function contentOf({ path, text }: NamedFile): Mapping {
  const content: unknown = attempt(SyntaxError, () => JSON.parse(text.replace(/^\ufeff/, "")));
  // Not with the parser's message, which quotes the text.
  if (content === undefined) throw invalidSetting`${path} is not JSON; KooCLI's config.json is`;
  return mappingOf(content, path);
}

/** A mapping of a file that a person wrote. */
type Mapping = Readonly<Record<string, unknown>>;

/** What a value is, in words of the file. */
function wordFor(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const words: Readonly<Record<string, string>> = { string: "a string", number: "a number", boolean: "true or false" };
  return words[typeof value] ?? "a mapping";
}

/** The error for a value of another shape. The value is not shown: it may be a secret. */
const wrongShape = (what: string, value: unknown, shape: string): ApigError =>
  invalidSetting`${what} is ${wordFor(value)}, but must be ${shape}`;

function mappingOf(value: unknown, what: string): Mapping {
  if (isObject(value)) return value;
  throw wrongShape(what, value, "a mapping");
}

/** What is missing or null is empty. */
function textOf(value: unknown, what: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  throw wrongShape(what, value, "a string");
}
