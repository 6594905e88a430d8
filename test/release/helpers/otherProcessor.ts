import { access, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "mocha";
import { userCacheFolder } from "../../../tools/engine/cache";
import { engineDeps } from "../../../tools/engine/deps";
import { obtain } from "../../../tools/engine/obtain";

/** Debian's names for what runs a program for arm64, and for the libraries that Node.js needs there. */
const libraries = ["libc6", "libstdc++6", "libgcc-s1", "libatomic1"];
const packages = ["qemu-user-static", ...libraries.map((name) => `${name}-arm64-cross`)];

/** What stands before a program for linux-arm64 here. Skips with a word where there are no packages of Debian. */
export async function arm64OrSkip(context: Context): Promise<string[]> {
  if (process.arch === "arm64") return [];
  const target = join(userCacheFolder(), "qemu-aarch64-debian");
  const check = (folder: string) => access(join(folder, "qemu-aarch64-static")).then(() => folder);
  const deps = engineDeps({ log: () => {} });
  const failures: { way: string; reason: string }[] = [];
  const making = { name: "Debian", announcement: "", make };
  try {
    const bin = await obtain({ target, makers: [making], check }, { deps, failures });
    return [join(bin, "qemu-aarch64-static"), "-L", join(target, "aarch64-linux-gnu")];
  } catch {
    const { reason } = failures.at(-1) ?? {};
    console.warn(`      skipped: programs for arm64 need Debian's packages ${packages.join(", ")}: ${reason}`);
    return context.skip();
  }
}

async function make({ root, tmp }: { root: string; tmp: string }, { run, env, signal }: ReturnType<typeof engineDeps>) {
  await run("apt-get", ["download", ...packages], { cwd: tmp, env, signal });
  for (const file of await readdir(tmp)) await run("dpkg", ["-x", join(tmp, file), join(tmp, "all")], { env, signal });
  await mkdir(join(root, "bin"));
  await rename(join(tmp, "all/usr/bin/qemu-aarch64-static"), join(root, "bin/qemu-aarch64-static"));
  await rename(join(tmp, "all/usr/aarch64-linux-gnu"), join(root, "aarch64-linux-gnu"));
  await rm(tmp, { recursive: true });
}
