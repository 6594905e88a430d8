// settings/ is where values come from: stack config, environment, clouds.yaml (cloudsYaml.ts); names.ts has every name.
import { isAbsolute, join } from "node:path";
import { type ConfigOrigin, stackConfig } from "../../core/configOrigin";
import { invalidSetting } from "../../core/foreignText";
import { type Field, fields, names } from "./names";
import { type Unsupported, unsupportedIn } from "./unsupported";

/** Where settings come from. Nothing here reads the process by itself. */
export interface SettingsSource {
  /** Decrypted stack config of the namespace `apig`, or what stands in its place. */
  config(key: string): string | undefined;
  /** Where that was written. Default: in the stack config. */
  readonly origin?: ConfigOrigin;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Without it there is no clouds.yaml. */
  readonly files?: Files;
}

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
}

export const originOf = ({ origin = stackConfig }: SettingsSource): ConfigOrigin => origin;

/** Settings of the stack config, or of what stands in its place. */
export function stackProfile(source: SettingsSource): Profile {
  const { name, setting, key } = originOf(source);
  return profile(name, (field) => ({ value: source.config(field) ?? "", from: setting(field) }), key);
}

export type Family = "hw" | "os" | "sdk";
const familyNames: Record<Family, string> = { hw: "HW_*", os: "OS_*", sdk: "HUAWEICLOUD_SDK_*" };

/** Settings of one family of environment variables. */
export function environmentProfile({ env }: SettingsSource, family: Family): Profile {
  const find = (variables: readonly string[]) => {
    const from = variables.find((name) => env[name]?.trim());
    return from === undefined ? undefined : { value: env[from] ?? "", from, place: from };
  };
  const found = profile(
    familyNames[family],
    (field) => find(names[field][family]),
    (field) => names[field][family].join(" or "),
  );
  return { ...found, unsupported: unsupportedIn(family, find) };
}

/** Settings of every family of environment variables, in the order of precedence. */
export function environmentProfiles(source: SettingsSource): readonly Profile[] {
  return [environmentProfile(source, "hw"), environmentProfile(source, "os"), environmentProfile(source, "sdk")];
}

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

/** True for the words that the Terraform providers and YAML 1.1 accept as true. */
export function isTrue(setting: Setting | undefined): boolean {
  return setting !== undefined && /^(1|t|true|y|yes|on)$/i.test(setting.value);
}

/** True for the words that they accept as false. Any other word breaks a rule. */
export function isFalse(setting: Setting | undefined): boolean {
  return setting !== undefined && /^(0|f|false|n|no|off)$/i.test(setting.value);
}

/** A path in which `~` stands for the home folder, as in a shell. */
export function expandHome({ value, from }: Setting, home: string | null): string {
  if (!/^~(\/|$)/.test(value)) return value;
  if (home !== null) return join(home, value.slice(1));
  throw invalidSetting`${from} must be an absolute path, not "${value}": this process has no home`;
}

/** The path of a file that a setting names, the same everywhere: a relative one begins in the program's folder. */
export function absolute(setting: Setting, files: Files): string {
  const path = expandHome(setting, files.home);
  return isAbsolute(path) ? path : join(files.cwd, path);
}

/** Whether plain HTTP may go to other machines. Only the stack config can allow it. */
export function allowsHttp(source: SettingsSource): boolean {
  return isTrue(stackProfile(source).values.allowHttp);
}
