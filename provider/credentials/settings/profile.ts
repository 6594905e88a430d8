import { type Field, fields, names } from "./names";

/** Where settings come from. Nothing here reads the process by itself. */
export interface SettingsSource {
  /** Decrypted stack config of the namespace `apig`. */
  config(key: string): string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Without it there is no clouds.yaml. */
  readonly files?: Files;
}

/** The part of a file system that holds clouds.yaml. */
export interface Files {
  /** The program's folder. */
  readonly cwd: string;
  readonly home: string;
  /** Content of a file, or null where there is none. */
  read(path: string): string | null;
}

/** A setting and where it was found, so that a message can name the place and never the value of a secret. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

/** Settings of one origin; a credential is never put together from two. */
export interface Profile {
  readonly name: string;
  readonly values: Readonly<Partial<Record<Field, Setting>>>;
}

/** Settings of the stack config. */
export function stackProfile({ config }: SettingsSource): Profile {
  return profile("stack config", (field) => settingOf(config(field), `stack config apig:${field}`));
}

type Family = "hw" | "os" | "sdk";
const familyNames: Record<Family, string> = { hw: "HW_*", os: "OS_*", sdk: "HUAWEICLOUD_SDK_*" };

/** Settings of one family of environment variables. */
export function environmentProfile({ env }: SettingsSource, family: Family): Profile {
  return profile(familyNames[family], (field) => {
    const variable = (names[field][family] as readonly string[]).find((name) => env[name]?.trim());
    return variable === undefined ? undefined : settingOf(env[variable], variable);
  });
}

/** Settings of every family of environment variables, in the order in which they are taken. */
export function environmentProfiles(source: SettingsSource): readonly Profile[] {
  return [environmentProfile(source, "hw"), environmentProfile(source, "os"), environmentProfile(source, "sdk")];
}

export function profile(name: string, find: (field: Field) => Setting | undefined): Profile {
  const values: Partial<Record<Field, Setting>> = {};
  for (const field of fields) {
    const value = find(field);
    if (value !== undefined) values[field] = value;
  }
  return { name, values };
}

/** A setting that is empty or only space is not set; space around it is a slip of the clipboard. */
export function settingOf(value: string | undefined, from: string): Setting | undefined {
  const trimmed = value?.trim();
  return trimmed ? { value: trimmed, from } : undefined;
}

/** True for what the Terraform providers take as true. */
export function isTrue(setting: Setting | undefined): boolean {
  return setting !== undefined && /^(1|t|true|yes|on)$/i.test(setting.value);
}

/** Whether plain HTTP may go to other machines: a word that only the stack config can give. */
export function allowsHttp(source: SettingsSource): boolean {
  return isTrue(stackProfile(source).values.allowHttp);
}
