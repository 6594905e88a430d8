import { link, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { userCacheFolder } from "./cache";
import { type EngineDeps, engineDeps } from "./deps";
import { goIsTooOld, type Maker, type MakersOf, makersOf } from "./makers";
import { type Obtaining, obtain, trying } from "./obtain";
import { type CliName, clis, engineName, type HostName, hosts, type Pin, resultName } from "./pins";
import { findInFolder, findOnPath, findPrograms, launcher, programsOf } from "./programs";
import { EngineUnavailableError } from "./unavailable";

export interface EngineOptions extends Partial<EngineDeps> {
  /** Exactly this pinned CLI. By default any that is on PATH; else the newest, or the oldest where Go is too old for that. */
  readonly cli?: CliName | undefined;
  /** Language hosts besides the one for Node.js. */
  readonly hosts?: readonly HostName[];
  /** Where results are kept; by default the user's cache folder. */
  readonly cacheFolder?: string;
  readonly makersOf?: MakersOf;
  /** How often to check another process's lock, in milliseconds. */
  readonly pauseMs?: number;
}

/** Everything that one engine consists of. */
interface Recipe extends Obtaining {
  readonly cache: string;
  readonly hosts: readonly Pin[];
  readonly makersOf: MakersOf;
}

/**
 * The folder to put on PATH for a real Pulumi engine: the CLI, its language hosts and the dynamic provider's launcher.
 * Takes the first that works: a `pulumi` on PATH, an earlier result, the vendor's download, a build with Go. Each part is
 * made and kept by itself, so that another CLI or host makes no other part anew.
 *
 * @throws EngineUnavailableError when none does; the signal's reason when it aborts.
 */
export async function ensureEngine(options: EngineOptions = {}): Promise<string> {
  const recipe: Recipe = {
    deps: engineDeps(options),
    failures: [],
    pauseMs: options.pauseMs,
    cache: options.cacheFolder ?? userCacheFolder(),
    hosts: [...new Set<HostName>(["nodejs", ...(options.hosts ?? [])])].sort().map((name) => hosts[name]),
    makersOf: options.makersOf ?? makersOf,
  };
  const { deps, failures } = recipe;
  const pinned = options.cli && clis[options.cli];
  const needs = { version: pinned?.version, companions: companions(recipe) };
  const found = await trying(failures, deps.signal)("a pulumi on PATH", () => findOnPath(needs, deps));
  const folder = found ?? (await (pinned ? engineOf(pinned, recipe) : newestPossible(recipe)));
  deps.log(`using ${folder}`);
  return folder;
}

async function newestPossible(recipe: Recipe): Promise<string> {
  try {
    return await engineOf(clis.newest, recipe);
  } catch (error) {
    const { deps } = recipe;
    if (!(error instanceof EngineUnavailableError) || !(await goIsTooOld(clis.newest, deps))) throw error;
    const { version, goVersion } = clis.newest;
    deps.log(`Pulumi ${version} needs Go ${goVersion}; taking ${clis.oldest.version} instead`);
    return engineOf(clis.oldest, recipe);
  }
}

/** A folder with links to all parts: the CLI takes what lies beside it without a warning. */
async function engineOf(cli: Pin, recipe: Recipe): Promise<string> {
  const { cache, deps } = recipe;
  const needs = { version: cli.version, companions: companions(recipe) };
  const check = (folder: string) => findInFolder(folder, needs, deps);
  const target = join(cache, engineName(cli, recipe.hosts));
  const made = await trying([], deps.signal)("", () => check(join(target, "bin")));
  if (made !== undefined) return made;
  const bin = await cliPart(cli, recipe);
  // The vendor's download holds everything.
  const whole = await trying([], deps.signal)("", () => check(bin));
  if (whole !== undefined) return whole;
  const parts = [bin];
  for (const host of recipe.hosts) {
    const has = await trying([], deps.signal)("", () => findPrograms(bin, programsOf(host)));
    if (has === undefined) parts.push(await hostPart(host, recipe));
  }
  return obtain({ target, makers: [linking(parts)], check }, recipe);
}

const companions = (recipe: Recipe) => [launcher, ...recipe.hosts.flatMap(programsOf)];

function cliPart(cli: Pin, recipe: Recipe): Promise<string> {
  const needs = { version: cli.version, companions: [launcher] };
  return part(cli, recipe, (folder) => findInFolder(folder, needs, recipe.deps));
}

const hostPart = (host: Pin, recipe: Recipe) => part(host, recipe, (folder) => findPrograms(folder, programsOf(host)));

const part = (pin: Pin, recipe: Recipe, check: (folder: string) => Promise<string>): Promise<string> =>
  obtain({ target: join(recipe.cache, resultName(pin)), makers: recipe.makersOf(pin), check }, recipe);

const linking = (parts: readonly string[]): Maker => ({
  name: "putting the parts together",
  announcement: "putting the parts together",
  async make({ root }) {
    const bin = join(root, "bin");
    await mkdir(bin);
    for (const part of parts) {
      for (const program of await readdir(part)) await link(join(part, program), join(bin, program));
    }
  },
});
