// Node.js of every platform, from the npm registry, kept in the tools' cache.
import { createHash } from "node:crypto";
import { access, chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { userCacheFolder } from "../engine/cache";
import type { EngineDeps } from "../engine/deps";
import type { Maker } from "../engine/makers";
import { obtain } from "../engine/obtain";
import { EngineUnavailableError } from "../engine/unavailable";
import { isWindows, nodeVersion, type Platform } from "./platforms";

export interface NodeFiles {
  readonly program: string;
  /** Its own licence and those of what is in it. The package for Windows has none: it is the same for all. */
  readonly licence: string;
}

/** Takes it from the cache, or downloads it. Throws with the reason when it is not what is pinned. */
export async function nodeOf(platform: Platform, deps: EngineDeps, cache = userCacheFolder()): Promise<NodeFiles> {
  const program = isWindows(platform) ? "node.exe" : "node";
  const check = (folder: string) => access(join(folder, program)).then(() => folder);
  const pinned = createHash("sha256").update(platform.integrity).digest("hex").slice(0, 8);
  const target = join(cache, `${platform.nodePackage}-${nodeVersion}-${pinned}`);
  try {
    const folder = await obtain({ target, makers: [npmDownload(platform, program)], check }, { deps, failures: [] });
    return { program: join(folder, program), licence: join(target, "LICENSE") };
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    const reasons = error.failures.map(({ reason }) => reason);
    throw new Error(`no Node.js ${nodeVersion} for ${platform.name}: ${reasons.at(-1)}`);
  }
}

function npmDownload({ nodePackage, integrity }: Platform, program: string): Maker {
  const spec = `${nodePackage}@${nodeVersion}`;
  return {
    name: "the npm registry",
    announcement: `downloading ${spec} (up to 50 MB)`,
    async make({ root, tmp }, { env, run, signal }) {
      const file = join(tmp, (await run("npm", ["pack", spec, "--silent"], { cwd: tmp, env, signal })).trim());
      const actual = `sha512-${createHash("sha512")
        .update(await readFile(file))
        .digest("base64")}`;
      if (actual !== integrity) throw new Error(`${spec} is not what is pinned: it is ${actual}`);
      const wanted = [`package/bin/${program}`, "package/LICENSE"];
      await extract({ file, cwd: root, strip: 1, filter: (path) => wanted.includes(path) });
      await chmod(join(root, "bin", program), 0o755);
    },
  };
}
