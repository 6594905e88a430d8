// Makes the parts of a release in a folder.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineDeps } from "../engine/deps";
import { forGo } from "../engine/run";
import { bundle, clone, version } from "../plugin/bundle";
import { makeSdks } from "../sdks";
import { timeOf } from "./changelog";
import type { Coordinates } from "./coordinates";
import { makeExecutables } from "./executables";
import { packJava } from "./maven";
import { packNpm } from "./npmPackage";
import { type Part, sdksOf } from "./parts";
import { platforms as all, type Platform } from "./platforms";
import { packPython } from "./python";
import { writeBoms } from "./sbom";
import { setModes } from "./sums";

export interface Release {
  readonly parts: readonly Part[];
  readonly platforms?: readonly Platform[] | undefined;
  readonly coordinates: Coordinates;
  /** Where the engine downloads the plugin, as schema and SDKs say it; undefined: they say nothing. */
  readonly downloadUrl: string | undefined;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
  /** An empty folder. */
  readonly out: string;
}

interface Work extends Release {
  readonly scratch: string;
  /** The folder of the SDKs. */
  readonly sdks: string;
  /** In seconds since 1970. */
  readonly time: number;
  /** Makes and returns a folder of the release. */
  readonly into: (name: string) => string;
}

const makers: Readonly<Record<Part, (work: Work, deps: EngineDeps) => Promise<void>>> = {
  npm: ({ scratch, into, ...rest }, deps) => {
    const stage = join(scratch, "npm");
    mkdirSync(stage);
    return packNpm({ ...rest, stage, out: into("npm") }, deps);
  },
  plugin: async ({ out, into, platforms = all, downloadUrl }, deps) => {
    const { licences } = await makeExecutables({ platforms, out: into("plugin"), downloadUrl }, deps);
    writeFileSync(join(out, "THIRD-PARTY-LICENCES.txt"), licences);
  },
  python: ({ sdks, time, into }, deps) => packPython({ sdk: join(sdks, "python"), out: into("python"), time }, deps),
  go: async ({ sdks, coordinates, time, into }, { run, env, signal }) => {
    const when = new Date(time * 1000).toISOString().replace(".000", "");
    const args = ["run", ".", join(sdks, "go"), coordinates.go, `v${version}`, when, into("go")];
    await run("go", args, { cwd: join(clone, "tools/modules/goproxy"), env: forGo(env), signal });
  },
  maven: ({ sdks, coordinates, time, into }, deps) =>
    packJava({ sdk: join(sdks, "java"), group: coordinates.maven, version, out: into("maven"), time }, deps),
  csharp: async ({ sdks, into }) => cpSync(join(sdks, "dotnet"), into("csharp"), { recursive: true }),
  sbom: async ({ scratch, into }, deps) => {
    const { packages } = await bundle(join(scratch, "listed.js"));
    await writeBoms(into("sbom"), packages, deps);
  },
};

export async function makeRelease(release: Release, deps: EngineDeps): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "apig-release-"));
  try {
    const time = timeOf(release.changelog, version);
    const into = (name: string) => {
      const folder = join(release.out, name);
      mkdirSync(folder);
      return folder;
    };
    const sdks = join(scratch, "sdk");
    const languages = [...new Set(release.parts.flatMap((part) => sdksOf[part]))];
    if (languages.length > 0) {
      deps.log(`making the SDKs: ${languages.join(", ")}`);
      await makeSdks(sdks, languages, release.downloadUrl);
      // The licence is a copy, with the mode that it has in the clone, which Maven writes into its archives.
      setModes(sdks);
    }
    for (const part of release.parts) {
      deps.log(`making ${part}`);
      await makers[part]({ ...release, scratch, sdks, time, into }, deps);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
