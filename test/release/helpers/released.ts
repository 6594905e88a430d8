import { join, relative, sep } from "node:path";
import { filesOf } from "../../../tools/release/sums";
import { releaseFolder } from "./made";

/** What a release holds, by the place of a file in its folder. A file of no kind fails a test, and so does a kind that no test takes. */
export const kinds = {
  "npm package": /^npm\/pulumi-apig-\d[^/]*\.tgz$/,
  "plugin's archive": /^plugin\/pulumi-resource-apig-v[^/]+\.tar\.gz$/,
  "Python wheel": /^python\/pulumi_apig-\d[^/]*\.whl$/,
  "Python source distribution": /^python\/pulumi_apig-\d[^/]*\.tar\.gz$/,
  "Go module": /^go\//,
  "Maven repository": /^maven\//,
  "C# sources": /^csharp\//,
  "bill of materials": /^sbom\/[^/]+\.cdx\.json$/,
  licences: /^THIRD-PARTY-LICENCES\.txt$/,
  sums: /^SHA256SUMS$/,
} as const;

export type Kind = keyof typeof kinds;

/** The files of one kind. Throws where there is none. */
export function artifacts(kind: Kind): string[] {
  const found = filesOf(releaseFolder).filter((path) => kinds[kind].test(path));
  if (found.length === 0) throw new Error(`${releaseFolder} has no ${kind}`);
  return found.map((path) => join(releaseFolder, path));
}

/** The folder of a kind that is one. */
export function folderOf(kind: "Go module" | "Maven repository"): string {
  const [first = ""] = artifacts(kind);
  return join(releaseFolder, relative(releaseFolder, first).split(sep)[0] ?? "");
}
