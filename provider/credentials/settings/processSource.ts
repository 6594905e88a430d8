import { readFileSync } from "node:fs";
import os from "node:os";
import { type ConfigOrigin, stackConfig } from "../../core/configOrigin";
import type { SettingsSource } from "./profile";

/**
 * Settings of this process. Keep the result: what the process learns about credentials is stored for this object. `folder` is
 * where the program runs; default: this process's own folder. `origin` tells where the config was written; default: stack config.
 */
export function processSource(
  config: (key: string) => string | undefined,
  { folder, origin = () => stackConfig }: { readonly folder?: string; readonly origin?: () => ConfigOrigin } = {},
): SettingsSource {
  return {
    config,
    get origin() {
      return origin();
    },
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
