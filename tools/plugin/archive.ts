import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";

/** Packs a folder's files, the same bytes whenever, by whomever and with whatever umask it is done; `programs` can be run. */
export async function archive(folder: string, file: string, programs: readonly string[]): Promise<void> {
  const files = readdirSync(folder).sort();
  for (const each of files) chmodSync(join(folder, each), programs.includes(each) ? 0o755 : 0o644);
  await create({ gzip: true, portable: true, cwd: folder, file, mtime: new Date(0) }, files);
}
