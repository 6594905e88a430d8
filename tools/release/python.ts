// The Python SDK as a wheel and a source distribution.
import { createHash } from "node:crypto";
import { access } from "node:fs/promises";
import { join } from "node:path";
import which from "which";
import { userCacheFolder } from "../engine/cache";
import type { EngineDeps } from "../engine/deps";
import type { Maker } from "../engine/makers";
import { obtain } from "../engine/obtain";
import { EngineUnavailableError } from "../engine/unavailable";

/** What makes and checks them, in a virtual environment of the user's cache folder. flit_core is what pyproject.toml asks for. */
const pins = ["build==1.6.1", "flit_core==3.12.0", "twine==7.0.0"];

/** A Python that can run those tools. Throws with the reason. */
export async function pythonTools(deps: EngineDeps): Promise<string> {
  const digest = createHash("sha256").update(pins.join()).digest("hex").slice(0, 8);
  const target = join(userCacheFolder(), `python-packaging-${digest}`);
  const check = async (bin: string) => {
    await access(join(bin, "twine"));
    await deps.run(join(bin, "python"), ["-c", "import build, flit_core, twine"], { env: deps.env });
    return bin;
  };
  try {
    return join(await obtain({ target, makers: [virtualEnvironment], check }, { deps, failures: [] }), "python");
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    throw new Error(`Python's packaging tools cannot be had: ${error.failures.at(-1)?.reason}`);
  }
}

const virtualEnvironment: Maker = {
  name: "pip",
  announcement: `installing ${pins.join(", ")} for Python (half a minute)`,
  async make({ root }, { env, run, signal }) {
    await run(await findPython(env), ["-m", "venv", root], { env, signal });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...pins];
    await run(join(root, "bin/python"), pip, { env, signal });
  },
};

/** The one on PATH. Throws where there is none. */
export async function findPython(env: NodeJS.ProcessEnv): Promise<string> {
  const python = await which("python3", { path: env.PATH ?? "", nothrow: true });
  if (python === null) throw new Error("there is no python3 on PATH");
  return python;
}

export interface PythonSdk {
  /** Its folder, with pyproject.toml. */
  readonly sdk: string;
  readonly out: string;
  /** In seconds since 1970. */
  readonly time: number;
}

export async function packPython({ sdk, out, time }: PythonSdk, deps: EngineDeps): Promise<void> {
  const { run, signal } = deps;
  const python = await pythonTools(deps);
  const env = { ...deps.env, SOURCE_DATE_EPOCH: String(time), PYTHONHASHSEED: "0" };
  await run(python, ["-m", "build", "--no-isolation", "--sdist", "--wheel", "--outdir", out, sdk], { env, signal });
  const name = "pulumi_apig-*";
  await run(python, ["-m", "twine", "check", "--strict", join(out, name)], { env, signal });
}
