import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ensureEngine } from "../../tools/engine/ensureEngine";
import { writeFiles } from "../engine/helpers/files";
import { pack } from "../engine/helpers/installed";
import { type Results, runFiles } from "../engine/runFiles";
import type { Cell } from "./cells";

/** The packed package beside one SDK, and one Node.js: each is installed once, in a folder of its own. */
export class Installed {
  private readonly scratch = mkdtempSync(join(tmpdir(), "apig-matrix-"));
  private readonly made = new Map<string, string>();
  private tarball?: Promise<string>;

  remove = () => rmSync(this.scratch, { recursive: true, force: true });

  /** The node_modules with an SDK. */
  async modules(sdk: string): Promise<string> {
    this.tarball ??= pack(process.cwd(), this.scratch);
    return this.install(`sdk-${sdk}`, { "@pulumi/pulumi": sdk, "pulumi-apig": `file:${await this.tarball}` });
  }

  /** The platform's own package holds a plain binary; the package "node" would need an install script. */
  node(version: string): string {
    const binary = `node-${process.platform}-${process.arch}`;
    const bin = join(this.install(`node-${version}`, { [binary]: version }), binary, "bin", "node");
    const actual = execFileSync(bin, ["--version"], { encoding: "utf8" }).trim();
    if (actual !== `v${version}`) throw new Error(`${bin} is ${actual}, not v${version}`);
    return bin;
  }

  private install(name: string, dependencies: Readonly<Record<string, string>>): string {
    const folder = join(this.scratch, name);
    if (!this.made.has(name)) {
      const cwd = writeFiles(folder, { "package.json": { private: true, dependencies } });
      const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--silent"];
      execFileSync("npm", ["install", ...quiet], { cwd, stdio: "inherit" });
      this.made.set(name, join(folder, "node_modules"));
    }
    return join(folder, "node_modules");
  }
}

/** Runs files of the tests on the engine in a cell; without a Node.js, with that of this process. */
export async function runIn(
  { cli, sdk, node }: Omit<Cell, "node"> & Partial<Cell>,
  files: readonly string[],
  installed: Installed,
): Promise<Results> {
  const bin = node === undefined ? process.execPath : installed.node(node);
  const modules = await installed.modules(sdk);
  await ensureEngine({ cli, hosts: ["yaml"] });
  const PATH = [dirname(bin), process.env.PATH].join(delimiter);
  return runFiles(files, { node: bin, env: { ...process.env, PATH, APIG_TEST_CLI: cli, APIG_TEST_MODULES: modules } });
}
