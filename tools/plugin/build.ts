// Makes dist/plugin/: the provider plugin `pulumi-resource-apig` as a folder that needs nothing but Node.js, and the same as a
// tarball. `npm run build` runs it.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archive } from "./archive";
import { bundle, clone } from "./bundle";

const launchers = ["pulumi-resource-apig", "pulumi-resource-apig.cmd"];

/** Makes that folder and that tarball in another one; with a download URL the schema says where the engine finds the plugin. */
export async function makePlugin(dist: string, downloadUrl?: string): Promise<void> {
  const folder = join(dist, "plugin");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { licences } = await bundle(join(folder, "plugin.js"), downloadUrl);
  writeFileSync(join(folder, "THIRD-PARTY-LICENCES.txt"), licences);
  cpSync(join(clone, "LICENSE"), join(folder, "LICENSE"));
  for (const launcher of launchers) cpSync(join(__dirname, launcher), join(folder, launcher));
  await archive(folder, join(dist, "pulumi-resource-apig.tar.gz"), launchers);
}

if (require.main === module) {
  makePlugin(join(clone, "dist")).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
