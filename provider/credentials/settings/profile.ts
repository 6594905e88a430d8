import { isAbsolute, join } from "node:path";
import type { ConfigOrigin } from "../../core/configOrigin";
import { invalidSetting } from "../../core/foreignText";
import type { ApigError } from "../../errors";
import { type Field, fields, names } from "./names";
import type { Unsupported } from "./unsupported";

/** Where settings come from. Nothing here reads the process by itself. */
export interface SettingsSource {
  /** Decrypted stack config of the namespace `apig`, or what stands in its place. */
  config(key: string): string | undefined;
  /** Values that the user marked as secrets, whatever their keys are. Default: none are known. */
  readonly secrets?: readonly string[];
  /** Where that was written. Default: in the stack config. */
  readonly origin?: ConfigOrigin;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Without it there is no clouds.yaml. */
  readonly files?: Files;
}

/** What tells where files of credentials are. */
export type Surroundings = Required<Pick<SettingsSource, "env" | "files">>;

/** The part of a file system that holds clouds.yaml. */
export interface Files {
  /** The program's folder. */
  readonly cwd: string;
  /** Null where the process has none, as in containers whose user has no entry in passwd. */
  readonly home: string | null;
  /** Content of a file, or null where there is none. */
  read(path: string): string | null;
  /** Another text after the file was written again; null where there is none. Default: files never change. */
  version?(path: string): string | null;
}

/** A setting and where it was found, so that a message can name the place and never the value of a secret. */
export interface Setting {
  readonly value: string;
  readonly from: string;
  /** The variable or the path in an entry, of those that names.ts has. */
  readonly place?: string;
}

/** Settings of one origin. A credential is never combined from two origins. */
export interface Profile {
  readonly name: string;
  readonly values: Readonly<Partial<Record<Field, Setting>>>;
  /** Where a setting would stand in this origin. */
  placeOf(field: Field): string;
  /** The variables that belong to it; none for the stack config, and for variables themselves. */
  readonly family?: Family;
  /** What this origin asks for that is not supported. */
  readonly unsupported?: Unsupported | undefined;
  /** The error where it has no credential, though something names it. Default: it is passed over. */
  missing?(): ApigError;
}

export type Family = "hw" | "os" | "sdk";

/** The first of these origins that has the setting. */
export function firstOf(profiles: readonly Profile[], field: Field): Setting | undefined {
  return profiles.find(({ values }) => values[field])?.values[field];
}

/**
 * A setting that is empty or only spaces is not set. Spaces around a value are usually a copy-and-paste error; in a password
 * only a line break at the end is.
 */
export function profile(
  name: string,
  find: (field: Field) => Setting | undefined,
  placeOf: Profile["placeOf"],
): Profile {
  const values: Partial<Record<Field, Setting>> = {};
  for (const field of fields) {
    const found = find(field);
    if (!found?.value.trim()) continue;
    const value = field === "password" ? found.value.replace(/(?<![\r\n])[\r\n]+$/, "") : found.value.trim();
    values[field] = { ...found, value };
  }
  return { name, values, placeOf };
}

/**
 * Settings of a part of a file, each under a key of its own; what no key is for would be in a variable of this family. `title` says for
 * messages which part it is, and `text` gives what is under a key, empty where there is nothing.
 */
export function sectionProfile(
  title: string,
  text: (key: string) => string,
  keys: Readonly<Partial<Record<Field, string>>>,
  family: Family,
): Profile {
  const find = (key: string | undefined) => (key ? { value: text(key), from: `${title}: ${key}` } : undefined);
  const placeOf = (field: Field) => `${keys[field] ?? names[field][family][0]} of ${title}`;
  return { ...profile(title, (field) => find(keys[field]), placeOf), family };
}

const words = { true: ["1", "t", "true", "y", "yes", "on"], false: ["0", "f", "false", "n", "no", "off"] };

/** What a word means that the Terraform providers or YAML 1.1 accept; undefined for any other, which breaks a rule. */
export function flagOf(text = ""): boolean | undefined {
  const isWord = (known: readonly string[]) => known.includes(text.toLowerCase());
  return isWord(words.true) || (isWord(words.false) ? false : undefined);
}

/** The path of a file that a setting names, the same everywhere: `~` is the home, and a relative one begins in the program's folder. */
export function absolute({ value, from }: Setting, files: Files): string {
  const { home } = files;
  const isInHome = /^~(\/|$)/.test(value);
  if (isInHome && home === null)
    throw invalidSetting`${from} must be an absolute path, not "${value}": this process has no home folder`;
  const path = isInHome ? join(`${home}`, value.slice(1)) : value;
  return isAbsolute(path) ? path : join(files.cwd, path);
}
