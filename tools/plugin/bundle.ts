import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { licences } from "./licences";

export const clone = join(__dirname, "../..");
export const { version } = JSON.parse(readFileSync(join(clone, "package.json"), "utf8")) as { version: string };

/**
 * Writes the plugin as one file that needs nothing but Node.js, and returns the licences of what is in it. With a download URL its
 * schema says where the engine finds the plugin. Tests of upgrades give it another version.
 */
export async function bundle(outfile: string, downloadUrl?: string, ownVersion = version): Promise<string> {
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
  return licences(clone, Object.keys(metafile.inputs));
}
