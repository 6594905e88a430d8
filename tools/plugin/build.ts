// Makes dist/plugin/: the provider plugin `pulumi-resource-apig` as a folder that needs nothing but Node.js, and the same as a
// tarball. `npm run build` runs it.
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { create } from "tar";
import { licences } from "./licences";

const clone = join(__dirname, "../..");
const folder = join(clone, "dist/plugin");
const { version } = JSON.parse(readFileSync(join(clone, "package.json"), "utf8")) as { version: string };

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: clone,
    entryPoints: ["provider/native/main.ts"],
    outfile: join(folder, "plugin.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    minify: true,
    legalComments: "none",
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    // node-fetch asks it for URL only where Node.js has none; it would be a quarter of the bundle.
    alias: { "whatwg-url": join(__dirname, "noUrl.js") },
    banner: { js: readFileSync(join(__dirname, "versionCheck.js"), "utf8") },
    metafile: true,
    logLevel: "warning",
  });
  writeFileSync(join(folder, "THIRD-PARTY-LICENCES.txt"), licences(clone, Object.keys(metafile.inputs)));
  cpSync(join(clone, "LICENSE"), join(folder, "LICENSE"));
  for (const launcher of ["pulumi-resource-apig", "pulumi-resource-apig.cmd"]) {
    cpSync(join(__dirname, launcher), join(folder, launcher));
    chmodSync(join(folder, launcher), 0o755);
  }
  const files = readdirSync(folder);
  const file = join(clone, "dist/pulumi-resource-apig.tar.gz");
  await create({ gzip: true, portable: true, cwd: folder, file, mtime: new Date(0) }, files);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
