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
  throw invalidSetting`the folder in which the program was started is gone: start it in one that exists`;
}

/** Texts of files by path, each for as long as its times and size are the same. A stack of many gateways asks for all of them. */
const texts = new Map<string, { readonly version: string; readonly text: string }>();

function readFile(path: string): string | null {
  const version = fileVersion(path);
  if (version === null) return null;
  const known = texts.get(path);
  if (known?.version === version) return known.text;
  const text = fromSystem(() => readFileSync(path, "utf8"));
  if (text !== null) texts.set(path, { version, text });
  return text;
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
