import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folders of the packages of which these files are a part. */
const packageFolders = (files: readonly string[]): string[] => {
  const folders = files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
};

/** The licence text of every package of which one of these files is a part. Throws for a package that has none. */
export const licences = (clone: string, files: readonly string[]): string =>
  packageFolders(files)
    .map((folder) => licence(join(clone, folder)))
    .join("\n");

/** Those packages, as NAME@VERSION. */
export const packages = (clone: string, files: readonly string[]): string[] =>
  packageFolders(files).map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(clone, folder, "package.json"), "utf8"));
    return `${name}@${version}`;
  });

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined && typeof license !== "string") throw new Error(`${name} has no licence`);
  const text = file === undefined ? `Licence: ${license}\n` : readFileSync(join(folder, file), "utf8");
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n${text.trimEnd()}\n`;
}
