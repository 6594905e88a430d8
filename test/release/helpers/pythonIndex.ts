import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { pypiserverVersion } from "../../../tools/engine/pins";
import { end, freePort, listening } from "../../engine/helpers/ports";
import { pythonWith } from "../../engine/helpers/python";

const run = promisify(execFile);

/** An index of this machine that holds the packages of a folder, and sends those who want others to the configured one. */
export class PythonIndex {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(folder: string): Promise<PythonIndex> {
    const bin = await pythonWith("pypiserver", pypiserverVersion);
    const port = await freePort();
    const everybody = ["--authenticate", ".", "--passwords", "."];
    const place = ["--interface", "127.0.0.1", "--port", String(port)];
    const args = ["run", ...everybody, ...place, ...(await others(bin)), folder];
    const server = spawn(join(bin, "pypi-server"), args, { stdio: "ignore" });
    await listening("the Python index", server, port);
    return new PythonIndex(`http://127.0.0.1:${port}/simple/`, server);
  }

  stop = (): Promise<void> => end(this.server);
}

/** Without an index in pip's settings the server has the same default as pip. */
async function others(bin: string): Promise<string[]> {
  const asked = process.env.PIP_INDEX_URL ?? (await setting(bin, "global.index-url"));
  return asked ? ["--fallback-url", asked] : [];
}

const setting = (bin: string, name: string): Promise<string | undefined> =>
  run(join(bin, "python"), ["-m", "pip", "config", "get", name]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
