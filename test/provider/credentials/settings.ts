import type { Files } from "../../../provider/credentials/settings/profile";
import { Settings } from "../../../provider/credentials/settings/settings";

type Texts = Readonly<Record<string, string>>;

/** Settings as a test writes them; files by their whole path. */
export function settings(config: Texts = {}, env: Texts = {}, files: Texts = {}): Settings {
  const system: Files = { cwd: "/program", home: "/home/user", read: (path) => files[path] ?? null };
  return new Settings({ config: (key) => config[key], env, files: system });
}

export function failureOf(act: () => unknown): { code?: string; message: string } {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
