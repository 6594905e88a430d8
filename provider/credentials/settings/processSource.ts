import { readFileSync } from "node:fs";
import os from "node:os";
import type { SettingsSource } from "./profile";

/**
 * Settings of this process; keep the result, since what is learnt about credentials is kept for it. `folder` is where the
 * program runs; default: this process's own.
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
