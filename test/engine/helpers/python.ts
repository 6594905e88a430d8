import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Context } from "mocha";
import which from "which";
import { prepareCache, userCacheFolder } from "../../../tools/engine/cache";
import { withLock } from "../../../tools/engine/lock";
import { pythonSdkVersion } from "../../../tools/engine/pins";

const run = promisify(execFile);
const windows = process.platform === "win32";

/**
 * The folder to put on PATH for programs in Python: a virtual environment with the Python SDK, in the user's cache folder.
 * Throws where there is no Python 3 that can make one.
 */
export const pythonFolder = (): Promise<string> => pythonWith("pulumi", pythonSdkVersion);

/** The commands of a virtual environment with this package of the index, which is made once, in the user's cache folder. */
export async function pythonWith(packageName: string, version: string): Promise<string> {
  const python = await findPython();
  const { stdout } = await run(python, ["-c", "import platform; print(platform.python_version())"]);
  const target = join(userCacheFolder(), `python-${stdout.trim()}-${packageName}-${version}`);
  const bin = join(target, windows ? "Scripts" : "bin");
  const works = () =>
    run(join(bin, "python"), ["-c", `import ${packageName}`]).then(
      () => true,
      () => false,
    );
  if (await works()) return bin;
  await prepareCache(target);
  const wait = { signal: new AbortController().signal, onWait: () => {} };
  await withLock(target, wait, async () => {
    if (await works()) return;
    await rm(target, { recursive: true, force: true });
    await emptyPython(target);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${packageName}==${version}`];
    await run(join(bin, "python"), pip).catch(({ stderr, message }) => {
      const reason = (stderr || message).trim().split("\n").at(-1);
      throw new Error(`pip could not install ${packageName} ${version}: ${reason}`);
    });
  });
  return bin;
}

/** Makes a virtual environment in which there is nothing but pip, and returns the folder of its commands. */
export async function emptyPython(target: string): Promise<string> {
  await run(await findPython(), ["-m", "venv", target]).catch(() => {
    throw new PythonMissingError("programs in Python need Python's module venv (Debian: the package python3-venv)");
  });
  return join(target, windows ? "Scripts" : "bin");
}

/** The same for a suite's `before`, which is skipped with a word where there is no Python 3. */
export async function pythonOrSkip(context: Context): Promise<string> {
  try {
    return await pythonFolder();
  } catch (error) {
    if (!(error instanceof PythonMissingError)) throw error;
    console.warn(`      skipped: ${error.message}`);
    return context.skip();
  }
}

class PythonMissingError extends Error {
  override readonly name = "PythonMissingError";
}

async function findPython(): Promise<string> {
  for (const name of ["python3", "python"]) {
    const python = await which(name, { nothrow: true });
    if (python === null) continue;
    const { stdout } = await run(python, ["-c", "import sys; print(sys.version_info >= (3, 10))"]).catch(() => ({
      stdout: "",
    }));
    if (stdout.trim() === "True") return python;
  }
  throw new PythonMissingError("programs in Python need Python 3.10 or newer on PATH");
}
