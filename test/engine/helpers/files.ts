import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes `folder` with these files, and returns it; what is no text becomes JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | object>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}
