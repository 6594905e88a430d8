// Makes dist/plugin/: the provider plugin `pulumi-resource-apig` as a folder that needs nothing but Node.js, and the same as a
// tarball. `npm run build` runs it.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archive } from "./archive";
import { bundle, clone } from "./bundle";

const folder = join(clone, "dist/plugin");
const launchers = ["pulumi-resource-apig", "pulumi-resource-apig.cmd"];

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "THIRD-PARTY-LICENCES.txt"), await bundle(join(folder, "plugin.js")));
  cpSync(join(clone, "LICENSE"), join(folder, "LICENSE"));
  for (const launcher of launchers) cpSync(join(__dirname, launcher), join(folder, launcher));
  await archive(folder, join(clone, "dist/pulumi-resource-apig.tar.gz"), launchers);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
