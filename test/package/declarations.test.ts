import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { writeFiles } from "../engine/helpers/files";
import { removeScratchFolders, scratchFolder, sdkVersion, tarball } from "../engine/helpers/installed";

const run = promisify(execFile);
const compilers = { ts50: "~5.0.0", ts54: "~5.4.0", ts59: "~5.9.0", newest: "latest" };
const targets = ["es2020", "es2021", "es2022", "esnext"];

const program = `
  import { ApigError, GatewayReadiness } from "pulumi-apig";
  export const status = new GatewayReadiness("gate", { instanceId: "ready" }).status;
  export const error = new ApigError("APIG_TIMED_OUT", "late", { cause: new Error("why") });`;

describe("the packed declarations, without skipLibCheck", () => {
  let folder: string;
  before(async () => {
    const aliases = Object.entries(compilers).map(([name, version]) => [name, `npm:typescript@${version}`]);
    folder = writeFiles(scratchFolder(), {
      "package.json": {
        private: true,
        dependencies: { "@pulumi/pulumi": sdkVersion, "pulumi-apig": `file:${await tarball()}` },
        devDependencies: { ...Object.fromEntries(aliases), "@types/node": "20.19.0" },
      },
      "index.ts": program,
    });
    const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--legacy-peer-deps"];
    await run("npm", ["install", ...flags], { cwd: folder });
  });
  after(removeScratchFolders);

  for (const compiler of Object.keys(compilers))
    for (const target of targets)
      it(`${compiler}, ${target}`, async () => {
        const tsc = join(folder, "node_modules", compiler, "bin/tsc");
        const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", target, "--types", "node"];
        const output = await run(process.execPath, [tsc, ...flags, "index.ts"], { cwd: folder }).then(
          () => "",
          (error: { stdout: string }) => error.stdout,
        );
        expect(output).to.equal("");
      });
});
