// Two versions of everything that a user installs: this one, and the same code under a higher number.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { inc } from "semver";
import { archive } from "../../../tools/plugin/archive";
import { bundle } from "../../../tools/plugin/bundle";
import { archiveName, platformHere } from "../../../tools/release/platforms";
import type { Engine } from "../../engine/helpers/engine";

const run = promisify(execFile);
const root = join(__dirname, "../../..");
const { version } = require("../../../package.json") as { version: string };

export const [old, next] = [version, inc(version, "minor") as string] as const;
export const versions = [old, next] as const;

/** The path at which the engine asks a server for this version. */
export const archivePath = (of: string) => `/${archiveName(of, platformHere())}`;

/** Both plugins, in the form that needs Node.js, on a machine that has none of them yet. */
export class Plugins {
  private constructor(private readonly engine: Engine) {}

  static async make(engine: Engine): Promise<Plugins> {
    const plugins = new Plugins(engine);
    for (const each of versions) {
      const folder = plugins.#kept(each);
      mkdirSync(folder, { recursive: true });
      await bundle(join(folder, "plugin.js"), undefined, each);
      cpSync(join(root, "tools/plugin/pulumi-resource-apig"), join(folder, "pulumi-resource-apig"));
      await archive(folder, plugins.archiveOf(each), ["pulumi-resource-apig"]);
    }
    return plugins;
  }

  archiveOf = (of: string): string => join(this.engine.folder, `kept-v${of}.tar.gz`);

  /** From now on these are installed, and no others. */
  install(...installed: string[]): void {
    const folder = join(this.engine.folder, "home/plugins");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const each of installed) cpSync(this.#kept(each), join(folder, `resource-apig-v${each}`), { recursive: true });
  }

  /** What is installed, also what the engine has downloaded by itself. */
  installed = (): string[] =>
    readdirSync(join(this.engine.folder, "home/plugins"))
      .flatMap((name) => /^resource-apig-v(\d+\.\d+\.\d+)$/.exec(name)?.[1] ?? [])
      .sort();

  #kept = (of: string) => join(this.engine.folder, `kept-v${of}`);
}

/** A `node_modules` in which the npm package has this version. */
export function npmModules(engine: Engine, of: string): string {
  const folder = join(engine.folder, `npm-v${of}`, "node_modules");
  mkdirSync(join(folder, "pulumi-apig"), { recursive: true });
  const installed = join(root, "node_modules");
  for (const name of readdirSync(installed).filter((each) => each !== "pulumi-apig" && !each.startsWith(".")))
    symlinkSync(join(installed, name), join(folder, name));
  cpSync(join(root, "dist"), join(folder, "pulumi-apig/dist"), { recursive: true });
  const manifest = { ...JSON.parse(readFileSync(join(root, "package.json"), "utf8")), version: of };
  writeFileSync(join(folder, "pulumi-apig/package.json"), JSON.stringify(manifest));
  return folder;
}

/** Both versions of a generated SDK for Python, installed by pip: the folders that PYTHONPATH names. */
export async function pythonSdks(engine: Engine, python: string, sdk: string): Promise<Record<string, string>> {
  const [folder, copy] = [join(engine.folder, "python-old"), join(engine.folder, "python-next")];
  const source = join(engine.folder, "python-sdk"); // pip writes into it
  cpSync(sdk, source, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder];
  await run(join(python, "python"), [...pip, "--no-deps", source]);
  await run(join(python, "python"), [...pip, "parver"]);
  cpSync(folder, copy, { recursive: true });
  renameSync(join(copy, `pulumi_apig-${old}.dist-info`), join(copy, `pulumi_apig-${next}.dist-info`));
  for (const file of [`pulumi_apig-${next}.dist-info/METADATA`, "pulumi_apig/pulumi-plugin.json"]) {
    const text = readFileSync(join(copy, file), "utf8");
    writeFileSync(join(copy, file), text.replace(new RegExp(`(ersion"?: "?)${old}`), `$1${next}`));
  }
  return { [old]: folder, [next]: copy };
}
