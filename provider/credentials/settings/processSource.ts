import { readFileSync } from "node:fs";
import os from "node:os";
import type { SettingsSource } from "./profile";

/**
 * Settings of this process. Keep the result: what the process learns about credentials is stored for this object. `folder` is
 * where the program runs; default: this process's own folder.
 */
export function processSource(config: (key: string) => string | undefined, folder?: string): SettingsSource {
  return {
    config,
    get env() {
      return process.env;
    },
    files: {
      get cwd() {
        return folder ?? process.cwd();
      },
      home: homeOrNull(),
      read: (path) => {
        try {
          return readFileSync(path, "utf8");
        } catch {
          return null;
        }
      },
    },
  };
}

/** Node.js throws where HOME is unset and the user has no entry in passwd. */
function homeOrNull(): string | null {
  try {
    return os.homedir() || null;
  } catch {
    return null;
  }
}
