import { posix } from "node:path";
import { type Coordinates, known } from "./coordinates";

export interface Packed {
  /** All files of the package. */
  readonly files: readonly string[];
  readonly version: string;
  readonly coordinates: Coordinates;
}

/**
 * A page as the package has it: a link to a file that only the repository has leads there, to this version's. While nobody knows
 * where the repository is, the words stay and the link goes.
 */
export function packedPage(page: string, text: string, { files, version, coordinates }: Packed): string {
  const repository = known("repository", coordinates);
  return text.replace(/\[([^\]]*)\]\(((?!https?:|#)[^)#\s]+)(#[^)]*)?\)/g, (link, words, target, fragment = "") => {
    const path = posix.join(posix.dirname(page), target).replace(/\/$/, "");
    if (files.some((file) => file === path || file.startsWith(`${path}/`))) return link;
    return repository ? `[${words}](${repository}/blob/v${version}/${path}${fragment})` : words;
  });
}
