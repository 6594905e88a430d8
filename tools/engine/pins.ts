import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One command of the engine or beside it, pinned by a main module of its own, since their versions of `sdk/v3` differ. */
export interface Pin {
  readonly title: string;
  /** The main module, in whose go.mod the version stands. */
  readonly folder: string;
  /** The Go module that holds the command. */
  readonly goModule: string;
  readonly version: string;
  /** The lowest Go that its modules accept. */
  readonly goVersion: string;
  /** What is built: the command. */
  readonly command: string;
  /** What it needs beside it: a file of the Go module. */
  readonly script?: string;
}

/** The default, and the oldest that runs this package. */
export const clis = {
  newest: pin("the Pulumi CLI", "cli", "github.com/pulumi/pulumi/pkg/v3", "pulumi"),
  oldest: pin("the Pulumi CLI", "cli-oldest", "github.com/pulumi/pulumi/pkg/v3", "pulumi"),
} as const;

/** Each is the last version that can be had as a plain Go command of a public module. */
export const hosts = {
  nodejs: pin("the Node.js host", "nodejs-host", "github.com/pulumi/pulumi/sdk/v3", "pulumi-language-nodejs"),
  python: {
    ...pin("the Python host", "python-host", "github.com/pulumi/pulumi/sdk/v3", "pulumi-language-python"),
    script: "python/cmd/pulumi-language-python-exec",
  },
  yaml: pin("the YAML host", "yaml-host", "github.com/pulumi/pulumi-yaml", "pulumi-language-yaml"),
  go: pin("the Go host", "go-host", "github.com/pulumi/pulumi/sdk/v3", "pulumi-language-go"),
  java: pin("the Java host", "java-host", "github.com/pulumi/pulumi-java/pkg", "pulumi-language-java"),
} as const;

/** Checks the workflows of CI. */
export const actionlint = pin("actionlint", "actionlint", "github.com/rhysd/actionlint", "actionlint");

/** A server for the tests of state backends. */
export const s3Server = pin("the S3 server", "s3-server", "github.com/versity/versitygw", "versitygw");

export type CliName = keyof typeof clis;
export type HostName = keyof typeof hosts;
export const cliNames = Object.keys(clis) as CliName[];
export const hostNames = Object.keys(hosts) as HostName[];

/** What the tests install beside the engine. Each Node.js SDK with the lowest Node.js that it runs on. */
export const sdks = { "3.230.0": 20, "3.248.0": 20, "3.276.0": 22 } as const;
export const nodeVersions = ["20.19.0", "22.23.5", "24.22.3"] as const;
export const pythonSdkVersion = "3.272.0";
/** The server of a Python index, for the tests of a release. */
export const pypiserverVersion = "2.4.2";

/** The name under which a result is cached: a change of platform or of any pinned module makes a new one. */
export function resultName(
  { folder, command, version }: Pin,
  platform: string = process.platform,
  arch: string = process.arch,
): string {
  return `${command}-${version}-${platform}-${arch}-${digest(readFileSync(join(folder, "go.mod")))}`;
}

/** The name of a folder in which an engine's results are put together. */
export const engineName = (cli: Pin, parts: readonly Pin[]): string =>
  `engine-${cli.version}-${digest([cli, ...parts].map((part) => resultName(part)).join())}`;

const digest = (content: string | Buffer) => createHash("sha256").update(content).digest("hex").slice(0, 8);

function pin(title: string, name: string, goModule: string, command: string): Pin {
  const folder = join(__dirname, "..", "modules", name);
  const text = readFileSync(join(folder, "go.mod"), "utf8");
  const found = (pattern: RegExp) => pattern.exec(text)?.[1] ?? "";
  const version = found(new RegExp(`^\\s${goModule} v(\\S+)`, "m"));
  const goVersion = found(/^go (\S+)$/m);
  if (!version || !goVersion) throw new Error(`${folder}/go.mod does not pin ${goModule}`);
  return { title, folder, goModule, version, goVersion, command };
}
