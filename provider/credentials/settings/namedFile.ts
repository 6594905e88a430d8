import { invalidSetting } from "../../core/foreignText";
import { absolute, type Files, type Surroundings } from "./profile";

export interface NamedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The file that a variable names, or null if the variable is not set. It must exist: whatever would be used instead may be of
 * another account. A relative path begins in the program's folder.
 */
export function namedFile({ files, env }: Surroundings, variable: string): NamedFile | null {
  const named = env[variable]?.trim();
  if (!named) return null;
  const file = firstFile(files, [absolute({ value: named, from: variable }, files)]);
  if (file) return file;
  throw invalidSetting`${variable} must be the path of a readable file, not "${named}"`;
}

/** The first of these files that is there. */
export function firstFile(files: Files, paths: readonly string[]): NamedFile | null {
  for (const path of paths) {
    const text = files.read(path);
    if (text !== null) return { path, text };
  }
  return null;
}
