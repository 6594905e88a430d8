// `npm run executables [-- [--out FOLDER] [--download-url URL] [PLATFORM...]]`: writes the plugin for each platform as an archive that
// needs nothing, not even Node.js, into dist-release/plugin/. Prints the files.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type EngineDeps, engineDeps } from "../engine/deps";
import { archive } from "../plugin/archive";
import { bundle, clone, version } from "../plugin/bundle";
import { makeBlob, makeExecutable } from "./executable";
import { nodeOf } from "./nodejs";
import { archiveName, isWindows, nodeVersion, type Platform, platformHere, platformOf, platforms } from "./platforms";

export interface Wanted {
  readonly platforms: readonly Platform[];
  /** Where the archives go. */
  readonly out: string;
  /** Where the engine will find them, as the plugin's schema says it; none: it says nothing. */
  readonly downloadUrl?: string | undefined;
}

export interface Made {
  /** The archives' paths. */
  readonly files: readonly string[];
  /** The text of the licences of all that is in them. */
  readonly licences: string;
}

export async function makeExecutables({ platforms, out, downloadUrl }: Wanted, deps: EngineDeps): Promise<Made> {
  const scratch = mkdtempSync(join(tmpdir(), "apig-release-"));
  try {
    const bundled = await bundle(join(scratch, "plugin.js"), downloadUrl);
    const here = await nodeOf(platformHere(), deps);
    const blob = await makeBlob(scratch, here.program, deps);
    const title = `${"=".repeat(80)}\nNode.js ${nodeVersion}\n${"=".repeat(80)}\n`;
    const licences = [bundled.licences, title + readFileSync(here.licence, "utf8")].join("\n");
    mkdirSync(out, { recursive: true });
    const files: string[] = [];
    for (const platform of platforms) {
      deps.log(`making the executable for ${platform.name}`);
      const folder = join(scratch, platform.name);
      mkdirSync(folder);
      const program = `pulumi-resource-apig${isWindows(platform) ? ".exe" : ""}`;
      const { program: node } = await nodeOf(platform, deps);
      await makeExecutable(platform, { node, blob, target: join(folder, program) }, deps);
      copyFileSync(join(clone, "LICENSE"), join(folder, "LICENSE"));
      writeFileSync(join(folder, "THIRD-PARTY-LICENCES.txt"), licences);
      const file = join(out, archiveName(version, platform));
      await archive(folder, file, [program]);
      rmSync(folder, { recursive: true });
      files.push(file);
    }
    return { files, licences };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: "string", default: join(clone, "dist-release/plugin") },
      "download-url": { type: "string" },
    },
  });
  const wanted = positionals.length > 0 ? positionals.map(platformOf) : platforms;
  const log = (line: string) => console.error(`executables: ${line}`);
  const target = { platforms: wanted, out: resolve(values.out), downloadUrl: values["download-url"] };
  const { files } = await makeExecutables(target, engineDeps({ log }));
  for (const file of files) console.log(file);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(`executables: ${error.message}`);
    process.exitCode = 1;
  });
}
