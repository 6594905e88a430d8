import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { systemCode } from "../core/attempt";
import { ApigError } from "../errors";
import { type Ending, refusal } from "./ending";
import { currentFolder } from "./project";

/** What a command about the plugin shows at its end. */
export type PluginEnding = Pick<Ending, "exitCode" | "text">;

const run = promisify(execFile);
const timeoutMs = 120_000;
/** The package has the plugin beside this folder. */
const packed = join(__dirname, "../pulumi-resource-apig.tar.gz");

/** Gives the plugin of this package to the Pulumi CLI. Where the same version is installed already, it takes its place. */
export async function installPlugin(version: string, env: NodeJS.ProcessEnv): Promise<PluginEnding> {
  // The CLI cannot read in a zip file, where Yarn's Plug'n'Play keeps packages.
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), "pulumi-apig-"));
    const file = join(folder, "plugin.tar.gz");
    copyFileSync(packed, file);
    const args = ["plugin", "install", "resource", "apig", version, "--file", file, "--reinstall"];
    await run("pulumi", args, { env, timeout: timeoutMs });
  } catch (error) {
    // Of a file, or of the command: every such error has a code.
    if (!("code" in Object(error))) throw error;
    const { code, syscall = "", stderr = "" } = error as { code: unknown; syscall?: string; stderr?: string };
    const isMissing = code === "ENOENT" && syscall.startsWith("spawn");
    const reason = isMissing ? "the pulumi command is not on PATH" : stderr.trim() || String(error);
    return { exitCode: 1, text: `the plugin apig ${version} was not installed: ${reason}` };
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
  const plugins = join(env.PULUMI_HOME || join(homedir(), ".pulumi"), "plugins");
  const text = [
    `installed the plugin apig ${version} in ${join(plugins, `resource-apig-v${version}`)}`,
    "It needs Node.js 20.19 or newer on PATH whenever pulumi runs.",
    ...aboutOthers(versionsIn(plugins).filter((each) => each !== version)),
  ];
  return { exitCode: 0, text: text.join("\n") };
}

/** Without a word, whoever goes back to an older version goes on with the newer one. */
const aboutOthers = (versions: readonly string[]): string[] =>
  versions.length === 0
    ? []
    : [
        `Other installed versions: ${versions.join(", ")}. A program that names no version uses the newest; ` +
          "to remove one: pulumi plugin rm resource apig VERSION --yes",
      ];

function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap(
      (name) => /^resource-apig-v(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)$/.exec(name)?.[1] ?? [],
    );
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return []; // The CLI keeps its plugins elsewhere.
  }
}

/** Writes the plugin's tarball into a folder, for those who host it. */
export function packPlugin(version: string, folder: string): PluginEnding {
  try {
    const file = resolve(currentFolder(), folder, `pulumi-resource-apig-v${version}.tar.gz`);
    copyFileSync(packed, file);
    return { exitCode: 0, text: file };
  } catch (error) {
    if (error instanceof ApigError) return { exitCode: 1, text: refusal(error).text };
    if (systemCode(error) === undefined) throw error;
    return { exitCode: 1, text: `the plugin was not packed: ${(error as Error).message}` };
  }
}
