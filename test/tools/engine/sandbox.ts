import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineOptions, ensureEngine } from "../../../tools/engine/ensureEngine";
import type { Maker } from "../../../tools/engine/makers";
import { clis, type Pin } from "../../../tools/engine/pins";
import { programsOf } from "../../../tools/engine/programs";
import type { Run } from "../../../tools/engine/run";

export const languageHost = "pulumi-language-nodejs";
export const launcher = "pulumi-resource-pulumi-nodejs";
/** The version that the default engine has. */
export const current = `v${clis.newest.version}`;

/** Folders for PATH and cache. A fake program holds its version; nothing is executed. */
export class Sandbox {
  readonly log: string[] = [];
  private constructor(readonly folder: string) {}

  static async open(): Promise<Sandbox> {
    return new Sandbox(await mkdtemp(join(tmpdir(), "engine-test-")));
  }

  /** The hosts that were made. */
  readonly hostsMade: string[] = [];

  hostMaker = (pin: Pin): Maker => ({
    name: `a build of ${pin.title}`,
    announcement: "a host starts",
    make: async ({ root }) => {
      this.hostsMade.push(pin.command);
      await install(join(root, "bin"), programsOf(pin));
    },
  });

  close = () => rm(this.folder, { recursive: true, force: true });

  get cache(): string {
    return join(this.folder, "cache");
  }

  cached = async (): Promise<string[]> => (await readdir(this.cache).catch(() => [])).sort();

  async programs(folder: string, names: readonly string[], version = current): Promise<string> {
    const path = join(this.folder, folder);
    await install(path, names, version);
    return path;
  }

  /** `makers` make the CLI; the hosts are made by `hostMaker`. */
  ensure(path: readonly string[], makers: readonly Maker[], more: EngineOptions = {}): Promise<string> {
    const log = (line: string) => this.log.push(line);
    return ensureEngine({
      env: { PATH: path.join(":") },
      cacheFolder: this.cache,
      makersOf: (pin) => (pin.command === "pulumi" ? makers : [this.hostMaker(pin)]),
      log,
      run,
      pauseMs: 2,
      ...more,
    });
  }
}

const run: Run = (command) => readFile(command, "utf8");

export async function install(folder: string, names: readonly string[], version = current): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    await writeFile(join(folder, name), version);
    await chmod(join(folder, name), 0o755);
  }
}

/** A way that works, and counts how often it is used. */
export class WorkingMaker implements Maker {
  readonly announcement: string;
  uses = 0;
  constructor(
    readonly name: string,
    private readonly names: readonly string[] = ["pulumi", launcher],
    private readonly meanwhile: (signal: AbortSignal) => Promise<void> = async () => {},
    private readonly version = current,
  ) {
    this.announcement = `${name} starts`;
  }

  make: Maker["make"] = async (scratch, deps) => {
    this.uses += 1;
    await install(join(scratch.root, "bin"), this.names, this.version);
    await this.meanwhile(deps.signal);
  };
}

export const failingMaker = (name: string, reason: string): Maker => ({
  name,
  announcement: `${name} starts`,
  make: () => Promise.reject(new Error(reason)),
});
