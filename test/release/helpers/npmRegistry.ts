import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { userCacheFolder } from "../../../tools/engine/cache";
import { writeFiles } from "../../engine/helpers/files";
import { end, freePort, listening } from "../../engine/helpers/ports";
import { pinnedCommand } from "./installers";

const run = promisify(execFile);

/** A registry of this machine that holds some packages, and has all others from the configured one. */
export class NpmRegistry {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<NpmRegistry> {
    const program = await pinnedCommand("verdaccio");
    const folder = mkdtempSync(join(tmpdir(), "apig-registry-"));
    writeFiles(folder, { "config.yaml": settingsOf(folder) });
    const port = await freePort();
    const args = [program, "--config", join(folder, "config.yaml"), "--listen", `127.0.0.1:${port}`];
    const cafile = configured("cafile");
    const env = { ...(cafile && { NODE_EXTRA_CA_CERTS: cafile }), ...process.env };
    const server = spawn(process.execPath, args, { cwd: folder, env, stdio: "ignore" });
    const registry = new NpmRegistry(`http://127.0.0.1:${port}/`, server, folder);
    await listening("the npm registry", server, port);
    return registry;
  }

  /** Publishes these, as their owner does. */
  async publish(...tarballs: string[]): Promise<void> {
    const home = join(this.folder, "home");
    // npm wants a token, and the registry none.
    writeFiles(home, { ".npmrc": `${this.url.replace(/^http:/, "")}:_authToken=none\n` });
    for (const tarball of tarballs) {
      const env = { ...process.env, HOME: home, USERPROFILE: home };
      await run("npm", ["publish", tarball, "--registry", this.url, "--loglevel", "error"], { cwd: home, env });
    }
  }

  async stop(): Promise<void> {
    // Asked to end, it would wait for connections that installers have left open.
    await end(this.server, "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Verdaccio's. What comes from elsewhere stays in the user's cache; what is published here goes with the folder. */
function settingsOf(folder: string): object {
  const others = join(userCacheFolder(), "npm-registry");
  mkdirSync(others, { recursive: true });
  const [url, proxy] = ["registry", "https-proxy"].map(configured);
  return {
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd") } },
    ...(proxy && { https_proxy: proxy }),
    uplinks: { configured: { url, maxage: "12h", timeout: "60s" } },
    packages: {
      "pulumi-apig*": { access: "$all", publish: "$all" },
      "**": { access: "$all", proxy: "configured", storage: relative(join(folder, "storage"), others) },
    },
    log: { type: "file", path: join(folder, "log"), level: "warn" },
  };
}

/** A setting of npm, if there is one. */
function configured(name: string): string | undefined {
  const value = execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();
  return ["null", "undefined", ""].includes(value) ? undefined : value;
}
