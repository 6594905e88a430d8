import { chmod, copyFile, mkdir } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import which from "which";
import type { Scratch } from "./cache";
import type { EngineDeps } from "./deps";
import type { Pin } from "./pins";
import { launcher } from "./programs";

/** One way to make something. Fills `<root>/bin` or throws with the reason. */
export interface Maker {
  readonly name: string;
  /** Shown before it starts: what it does, and roughly how long it takes. */
  readonly announcement: string;
  make(scratch: Scratch, deps: EngineDeps): Promise<void>;
}

/** The ways to make what a pin names, in the order in which they are tried. */
export type MakersOf = (pin: Pin) => readonly Maker[];

/** The vendor's download holds a CLI with all hosts. */
export const makersOf: MakersOf = (pin) =>
  pin.command === "pulumi" ? [vendorDownload(pin), goBuild(pin)] : [goBuild(pin)];

export const vendorDownload = ({ version }: Pin): Maker => ({
  name: "the vendor's download",
  announcement: `downloading Pulumi ${version} from its vendor (about 150 MB, a minute or two)`,
  async make(scratch, { env, run, signal }) {
    await run(process.execPath, [join(__dirname, "vendorInstall.mjs"), scratch.root, version], {
      // The vendor's script may write outside of `root`: those folders are removed afterwards.
      cwd: scratch.folder,
      env: { ...inScratch(env, scratch), HOME: scratch.home, USERPROFILE: scratch.home, PULUMI_HOME: scratch.home },
      signal,
      timeoutMs: 10 * 60_000,
    });
    await addLauncher(scratch);
  },
});

export const goBuild = (pin: Pin): Maker => ({
  name: pin.command === "pulumi" ? "a build with Go" : `a build of ${pin.title} with Go`,
  announcement: `building ${pin.title} ${pin.version} with Go (${buildTimes[pin.command] ?? "the first time about a minute"})`,
  async make(scratch, deps) {
    const go = await findGo(deps);
    const bin = join(scratch.root, "bin");
    await mkdir(bin);
    await build(go, pin, scratch, deps);
    if (pin.command === "pulumi") await addLauncher(scratch);
    if (pin.script) await addScript(go, pin, join(bin, basename(pin.script)), deps);
  },
});

const buildTimes: Readonly<Record<string, string>> = {
  pulumi: "the first time 4 minutes on 2 idle cores, more on busy ones, and 4 GB in the Go caches",
  "pulumi-language-yaml": "the first time up to 3 minutes",
};

/** Whether this machine's Go is older than the pin wants, and cannot fetch a newer one. */
export async function goIsTooOld({ folder }: Pin, deps: EngineDeps): Promise<boolean> {
  const go = await findGo(deps).catch(() => undefined);
  if (go === undefined) return false;
  const { env, run, signal } = deps;
  return run(go, ["list", "-m"], { cwd: folder, env: { ...env, GOWORK: "off" }, signal }).then(
    () => false,
    () => true,
  );
}

async function findGo({ env }: EngineDeps): Promise<string> {
  const go = await which("go", { path: env.PATH ?? "", nothrow: true });
  if (go === null) throw new Error('no "go" on PATH');
  return go;
}

async function build(go: string, { folder, version }: Pin, scratch: Scratch, { env, run, signal }: EngineDeps) {
  const stamp = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  const output = join(scratch.root, "bin") + sep;
  // -mod=readonly: no change of the clone. -buildvcs=false: the clone's git state is not part of the result.
  await run(go, ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", stamp, "-o", output, "tool"], {
    cwd: folder,
    // No C compiler, none of the user's workspaces, this platform only.
    env: { ...inScratch(env, scratch), CGO_ENABLED: "0", GOWORK: "off", GOOS: "", GOARCH: "" },
    signal,
  });
}

const inScratch = (env: NodeJS.ProcessEnv, { tmp }: Scratch) => ({
  ...env,
  TMPDIR: tmp,
  TMP: tmp,
  TEMP: tmp,
  GOTMPDIR: tmp,
});

async function addScript(go: string, { folder, goModule, script = "" }: Pin, target: string, deps: EngineDeps) {
  const { env, run, signal } = deps;
  const asked = { cwd: folder, env: { ...env, GOWORK: "off" }, signal };
  const source = (await run(go, ["list", "-m", "-f", "{{.Dir}}", goModule], asked)).trim();
  await copyFile(join(source, script), target);
  await chmod(target, 0o755);
}

/**
 * The dynamic provider's launcher is part of the npm package. It finds the SDK from its working folder, so a cached copy
 * works with every SDK that is installed later.
 */
async function addLauncher({ root }: Scratch): Promise<void> {
  const name = `${launcher}${process.platform === "win32" ? ".cmd" : ""}`;
  const copy = join(root, "bin", name);
  await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), name), copy);
  await chmod(copy, 0o755);
}
