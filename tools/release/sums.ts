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

/** Gives every file the mode that it has whatever the umask is; `programs` can be run. */
export function setModes(folder: string, programs: readonly string[] = []): void {
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
