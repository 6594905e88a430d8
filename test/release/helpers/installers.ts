import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { access, copyFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { userCacheFolder } from "../../../tools/engine/cache";
import { engineDeps } from "../../../tools/engine/deps";
import type { Maker } from "../../../tools/engine/makers";
import { obtain } from "../../../tools/engine/obtain";

/** What installs the packages of a program. */
export interface Installer {
  readonly command: () => Promise<readonly string[]>;
  /** What it needs beside package.json. */
  readonly files?: Record<string, string | object>;
  /** What the program needs when it runs. */
  readonly env?: (folder: string) => Record<string, string>;
}

const clone = join(__dirname, "../../..");
const byNode = (...args: string[]): readonly string[] => [process.execPath, ...args];

const yarn4 = (nodeLinker: string): Installer => ({
  command: async () => byNode(require.resolve("@yarnpkg/cli-dist/bin/yarn.js"), "install"),
  files: {
    ".yarnrc.yml": {
      ...{ nodeLinker, enableTelemetry: false, enableImmutableInstalls: false, unsafeHttpWhitelist: ["127.0.0.1"] },
      // It holds back what was published a short time ago.
      npmPreapprovedPackages: ["pulumi-apig"],
    },
    "yarn.lock": "",
  },
});

export const installers: Readonly<Record<string, Installer>> = {
  npm: { command: async () => ["npm", "install", "--no-audit", "--no-fund"] },
  pnpm: {
    command: async () => byNode(join(clone, "node_modules/pnpm/bin/pnpm.cjs"), "install", "--no-frozen-lockfile"),
  },
  "Yarn 1": { command: async () => byNode(await pinnedCommand("yarn"), "install") },
  "Yarn 4, in node_modules": yarn4("node-modules"),
  "Yarn 4, by Plug'n'Play": {
    ...yarn4("pnp"),
    env: (folder) => ({ NODE_OPTIONS: `--require ${join(folder, ".pnp.cjs")}` }),
  },
  bun: { command: async () => [await pinnedCommand("bun"), "install"] },
};

const pinned = join(clone, "tools/modules/installers");

/** A command of tools/modules/installers, which are installed once, into the user's cache. */
export async function pinnedCommand(name: "verdaccio" | "yarn" | "bun"): Promise<string> {
  const hash = createHash("sha256")
    .update(readFileSync(join(pinned, "package-lock.json")))
    .digest("hex");
  const target = join(userCacheFolder(), `installers-${process.platform}-${process.arch}-${hash.slice(0, 8)}`);
  const check = async (bin: string) => {
    for (const each of ["verdaccio", "yarn", "bun"]) await access(join(bin, each));
    return bin;
  };
  return join(await obtain({ target, makers: [npmInstall], check }, { deps: engineDeps({}), failures: [] }), name);
}

const npmInstall: Maker = {
  name: "the npm registry",
  announcement: "installing a registry and installers for the tests (170 MB)",
  async make({ root }, { env, run, signal }) {
    for (const file of ["package.json", "package-lock.json"]) await copyFile(join(pinned, file), join(root, file));
    await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, env, signal });
    await symlink("node_modules/.bin", join(root, "bin"));
  },
};
