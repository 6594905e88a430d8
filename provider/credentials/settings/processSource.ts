import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import type { SettingsSource } from "./profile";

/** Settings of this process; keep the result, since what is learnt about credentials is kept for it. */
export function processSource(config: (key: string) => string | undefined): SettingsSource {
  return {
    config,
    get env() {
      return process.env;
    },
    files: {
      get cwd() {
        return process.cwd();
      },
      home: homedir(),
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
