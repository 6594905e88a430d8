import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

export const sumsFile = "SHA256SUMS";

/** Every file of a folder and its folders, with slashes, in the order of their bytes. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** Gives every file and folder the mode that it has whatever the umask is; `programs` can be run. */
export function setModes(folder: string, programs: readonly string[] = []): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  for (const each of [folder, ...folders]) chmodSync(each, 0o755);
  for (const file of filesOf(folder)) chmodSync(join(folder, file), programs.includes(file) ? 0o755 : 0o644);
}

/** Writes what `sha256sum --check` reads, for all other files of the folder. */
export function writeSums(folder: string): void {
  const lines = filesOf(folder)
    .filter((file) => file !== sumsFile)
    .map(
      (file) =>
        `${createHash("sha256")
          .update(readFileSync(join(folder, file)))
          .digest("hex")}  ${file}\n`,
    );
  writeFileSync(join(folder, sumsFile), lines.join(""));
}
