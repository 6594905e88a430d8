import { join } from "node:path";
import which from "which";
import { userCacheFolder } from "../../tools/engine/cache";
import { engineDeps } from "../../tools/engine/deps";
import { makersOf } from "../../tools/engine/makers";
import { obtain } from "../../tools/engine/obtain";
import { resultName, s3Server } from "../../tools/engine/pins";
import { findPrograms } from "../../tools/engine/programs";
import type { Failure } from "../../tools/engine/unavailable";
import { NotHere } from "./notHere";

/** The S3 server: the one on PATH, an earlier build, or a build with Go (about a minute and a half on 2 cores). */
export async function s3Program(): Promise<string> {
  const { command } = s3Server;
  const found = await which(command, { nothrow: true });
  if (found) return found;
  const target = join(userCacheFolder(), resultName(s3Server));
  const check = (folder: string) => findPrograms(folder, [command]);
  const failures: Failure[] = [];
  try {
    return join(
      await obtain({ target, makers: makersOf(s3Server), check }, { deps: engineDeps({}), failures }),
      command,
    );
  } catch {
    throw new NotHere(`no S3 server: ${failures.map(({ way, reason }) => `${way}: ${reason}`).join("; ")}`);
  }
}
