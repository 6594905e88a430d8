import type { Files, SettingsSource } from "../../../provider/credentials/settings/profile";

type Texts = Readonly<Record<string, string>>;

/** Settings as a test writes them; files by their whole path. */
export function settings(config: Texts = {}, env: Texts = {}, files: Texts = {}): SettingsSource {
  const system: Files = { cwd: "/program", home: "/home/user", read: (path) => files[path] ?? null };
  return { config: (key) => config[key], env, files: system };
}

export function failureOf(act: () => unknown): { code?: string; message: string } {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
