// What must be right before anything is written. All that is wrong is told at once.
import which from "which";
import type { EngineDeps } from "../engine/deps";
import { clone, version } from "../plugin/bundle";
import { changelogProblems } from "./changelog";
import { type Coordinates, placeholders } from "./coordinates";
import { nodeOf } from "./nodejs";
import type { Part } from "./parts";
import { type Platform, platformHere, platforms } from "./platforms";

/** What each part needs on PATH, besides npm and git. */
const programs: Readonly<Record<Part, readonly string[]>> = {
  npm: ["go"],
  plugin: ["go"],
  python: ["go", "python3"],
  go: ["go"],
  maven: ["go", "mvn", "javac"],
  csharp: ["go"],
  sbom: [],
};
const howToGet: Readonly<Record<string, string>> = {
  git: "install git",
  go: "install Go 1.26 or newer (https://go.dev/dl)",
  python3: "install Python 3.10 or newer, with its module venv (Debian: python3-venv)",
  mvn: "install Maven 3.8 or newer (Debian: maven)",
  javac: "install a JDK 11 or newer, not only a JRE (Debian: default-jdk-headless)",
};

export async function missingPrograms(parts: readonly Part[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const needed = [...new Set(["git", ...parts.flatMap((part) => programs[part])])];
  const found = await Promise.all(needed.map((name) => which(name, { path: env.PATH ?? "", nothrow: true })));
  return needed
    .filter((_, index) => found[index] === null)
    .map((name) => `there is no ${name} on PATH: ${howToGet[name]}`);
}

/** Takes Node.js of these platforms into the cache. */
export async function missingPlatforms(
  deps: EngineDeps,
  cache?: string,
  wanted: readonly Platform[] = platforms,
): Promise<string[]> {
  const problems: string[] = [];
  const collect = (error: Error) => void problems.push(`${error.message}: see tools/release/platforms.ts`);
  try {
    platformHere();
  } catch (error) {
    collect(error as Error);
  }
  for (const platform of wanted) await nodeOf(platform, deps, cache).catch(collect);
  return problems;
}

/** What git says against it: changes that are in no commit, and a tag of this version that is another commit. */
export async function gitProblems({ run, env, signal }: EngineDeps): Promise<string[]> {
  const git = (...args: string[]) => run("git", args, { cwd: clone, env, signal });
  const changed = (await git("status", "--porcelain", "--untracked-files=normal"))
    .split("\n")
    .filter((line) => line !== "");
  const shown = changed.slice(0, 5).map((line) => line.slice(3));
  const rest = changed.length > shown.length ? ` and ${changed.length - shown.length} more` : "";
  const tag = `v${version}`;
  const tagged = await git("rev-parse", "--quiet", "--verify", `${tag}^{commit}`).catch(() => undefined);
  const here = await git("rev-parse", "HEAD");
  return [
    ...(changed.length > 0
      ? [`changes that are in no commit: ${shown.join(", ")}${rest}: commit them, or put them away`]
      : []),
    ...(tagged !== undefined && tagged !== here
      ? [
          `the tag ${tag} is another commit (${tagged.slice(0, 10)}): what is released as ${version} stays as it is; raise the version`,
        ]
      : []),
  ];
}

export const placeholderProblems = (coordinates: Coordinates): string[] => {
  const fields = placeholders(coordinates);
  return fields.length === 0
    ? []
    : [`placeholders in release.json: ${fields.join(", ")}: write your own, then npm run coordinates`];
};

export interface Asked {
  readonly parts: readonly Part[];
  /** Of the executables; default: all. */
  readonly platforms?: readonly Platform[] | undefined;
  /** For trials, which need only the tools. */
  readonly isLocal: boolean;
  readonly coordinates: Coordinates;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
  /** Pages that say that it is not published yet. */
  readonly unpublished: readonly string[];
  /** Files that do not say what release.json and the version say. */
  readonly stale: readonly string[];
}

/** Of a release that is to be published; and, with `isLocal`, of one for trials, which needs only its tools. */
export async function problemsOf(
  { parts, platforms: wanted, isLocal, coordinates, changelog, unpublished, stale }: Asked,
  deps: EngineDeps,
): Promise<string[]> {
  const missing = await missingPrograms(parts, deps.env);
  const hasGit = !missing.some((line) => line.startsWith("there is no git "));
  const toPublish = async () => [
    ...placeholderProblems(coordinates),
    ...(hasGit ? await gitProblems(deps) : []),
    ...changelogProblems(changelog, version),
    ...(/^\d+\.\d+\.\d+$/.test(version)
      ? []
      : [`the version ${version} is no X.Y.Z: there are no releases before a release`]),
    ...(unpublished.length > 0 ? [`"until it is published" is in ${unpublished.join(", ")}: take it out`] : []),
    ...(stale.length > 0
      ? [`not what release.json and the version say: ${stale.join(", ")}: npm run coordinates`]
      : []),
  ];
  return [
    ...(isLocal ? [] : await toPublish()),
    ...missing,
    ...(parts.includes("plugin") ? await missingPlatforms(deps, undefined, wanted) : []),
  ];
}
