import { readFileSync, statSync } from "node:fs";
import os from "node:os";
import { systemCode } from "../../core/attempt";
import { type ConfigOrigin, stackConfig } from "../../core/configOrigin";
import { invalidSetting } from "../../core/foreignText";
import type { SettingsSource } from "./profile";

/**
 * Settings of this process, as they are at the time: environment, folder and files may change while a program runs. `folder` is where the
 * program runs; default: this process's own folder. `origin` tells where the config was written; default: stack config.
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
        return folder ?? startFolder();
      },
      // Node.js throws where HOME is unset and the user has no entry in passwd.
      get home() {
        return fromSystem(os.homedir) || null;
      },
      read: readFile,
      version: fileVersion,
    },
  };
}

function startFolder(): string {
  const folder = fromSystem(() => process.cwd());
  if (folder !== null) return folder;
  throw invalidSetting`the folder in which the program was started no longer exists: start it in another one`;
}

function readFile(path: string): string | null {
  return fileVersion(path) && fromSystem(() => readFileSync(path, "utf8"));
}

function fileVersion(path: string): string | null {
  const stat = fromSystem(() => statSync(path));
  // Reading a pipe may never end, and gives its text once.
  if (!stat?.isFile()) return null;
  // Whoever copies a file may set the time of its content, but not that of the change.
  const { ino, mtimeMs, ctimeMs, size } = stat;
  return `${ino} ${mtimeMs} ${ctimeMs} ${size}`;
}

/** Null where the system refuses. */
function fromSystem<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return null;
  }
}
