import { join } from "node:path";
import which from "which";
import { userCacheFolder } from "../../tools/engine/cache";
import { engineDeps } from "../../tools/engine/deps";
import { makersOf } from "../../tools/engine/makers";
import { obtain } from "../../tools/engine/obtain";
import { actionlint, resultName } from "../../tools/engine/pins";
import { findPrograms } from "../../tools/engine/programs";

/** actionlint: an earlier build, or a build with Go (10 s on 2 cores); undefined where there is no Go. */
export async function actionlintProgram(): Promise<string | undefined> {
  const { command } = actionlint;
  const target = join(userCacheFolder(), resultName(actionlint));
  const check = (folder: string) => findPrograms(folder, [command]);
  const made = await check(join(target, "bin")).catch(() => undefined);
  if (made === undefined && (await which("go", { nothrow: true })) === null) return undefined;
  const folder = await obtain({ target, makers: makersOf(actionlint), check }, { deps: engineDeps({}), failures: [] });
  return join(folder, command);
}
