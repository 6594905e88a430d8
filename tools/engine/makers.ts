import { chmod, copyFile, mkdir } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import which from "which";
import type { Scratch } from "./cache";
import type { EngineDeps } from "./deps";
import { cliModule, cliVersion, nodejsHostModule, nodejsHostVersion } from "./pins";

/** One way to make an engine. Fills `<root>/bin` or throws with the reason. */
export interface Maker {
  readonly name: string;
  /** Shown before it starts: what it does, and roughly how long it takes. */
  readonly announcement: string;
  make(scratch: Scratch, deps: EngineDeps): Promise<void>;
}

export const vendorDownload: Maker = {
  name: "the vendor's download",
  announcement: `downloading Pulumi ${cliVersion} from its vendor (about 150 MB, a minute or two)`,
  async make(scratch, { env, run, signal }) {
    await run(process.execPath, [join(__dirname, "vendorInstall.mjs"), scratch.root, cliVersion], {
      // The vendor's script may write outside of `root`: those folders are removed afterwards.
      cwd: scratch.folder,
      env: { ...inScratch(env, scratch), HOME: scratch.home, USERPROFILE: scratch.home, PULUMI_HOME: scratch.home },
      signal,
      timeoutMs: 10 * 60_000,
    });
  },
};

export const goBuild: Maker = {
  name: "a build with Go",
  announcement: `building Pulumi ${cliVersion} with Go (the first time about 3 minutes on 2 cores and 3 GB in the Go caches)`,
  async make(scratch, deps) {
    const go = await which("go", { path: deps.env.PATH ?? "", nothrow: true });
    if (go === null) throw new Error('no "go" on PATH');
    await mkdir(join(scratch.root, "bin"));
    await build(go, cliModule, cliVersion, scratch, deps);
    deps.log("the CLI is built; now its language host (under a minute)");
    await build(go, nodejsHostModule, nodejsHostVersion, scratch, deps);
  },
};

/** In the order in which they are tried. */
export const makers: readonly Maker[] = [vendorDownload, goBuild];

async function build(go: string, cwd: string, version: string, scratch: Scratch, { env, run, signal }: EngineDeps) {
  const stamp = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  const output = join(scratch.root, "bin") + sep;
  // -mod=readonly: no change of the clone. -buildvcs=false: the clone's git state is not part of the result.
  await run(go, ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", stamp, "-o", output, "tool"], {
    cwd,
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

/**
 * The dynamic provider's launcher is part of the npm package. It finds the SDK from its working folder, so a cached copy
 * works with every SDK that is installed later.
 */
export async function addLauncher({ root }: Scratch): Promise<void> {
  const name = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
  const copy = join(root, "bin", name);
  await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), name), copy);
  await chmod(copy, 0o755);
}
