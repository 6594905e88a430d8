import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { licences, packages } from "./licences";

export const clone = join(__dirname, "../..");
export const { version } = JSON.parse(readFileSync(join(clone, "package.json"), "utf8")) as { version: string };

export interface Bundled {
  /** The text of every licence. */
  readonly licences: string;
  /** As NAME@VERSION. */
  readonly packages: readonly string[];
}

/**
 * Writes the plugin as one file that needs nothing but Node.js, and returns what is in it. With a download URL its schema says
 * where the engine finds the plugin. Tests of upgrades give it another version.
 */
export async function bundle(outfile: string, downloadUrl?: string, ownVersion = version): Promise<Bundled> {
  const { metafile } = await build({
    absWorkingDir: clone,
    entryPoints: ["provider/native/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    minify: true,
    legalComments: "none",
    define: { PACKAGE_VERSION: JSON.stringify(ownVersion), DOWNLOAD_URL: JSON.stringify(downloadUrl) ?? "undefined" },
    // node-fetch asks it for URL only where Node.js has none; it would be a quarter of the bundle.
    alias: { "whatwg-url": join(__dirname, "noUrl.js") },
    banner: { js: readFileSync(join(__dirname, "versionCheck.js"), "utf8") },
    metafile: true,
    logLevel: "warning",
  });
  const files = Object.keys(metafile.inputs);
  return { licences: licences(clone, files), packages: packages(clone, files) };
}
