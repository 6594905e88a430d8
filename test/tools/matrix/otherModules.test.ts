import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeFiles } from "../../engine/helpers/files";

describe("tests with other modules", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "apig-modules-")));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, "node_modules");
  writeFiles(join(modules, "@pulumi/pulumi/automation"), { "index.js": "" });
  writeFiles(join(modules, "pulumi-apig"), { "index.js": "" });

  /** Where the clone's code finds a package. */
  const found = (name: string, env: NodeJS.ProcessEnv) => {
    const script = `process.stdout.write(require.resolve(${JSON.stringify(name)}))`;
    const hook = "./test/engine/helpers/otherModules.cjs";
    return execFileSync(process.execPath, ["-r", hook, "-e", script], { env, encoding: "utf8" });
  };

  for (const name of ["@pulumi/pulumi/automation", "pulumi-apig"]) {
    it(`take ${name} from there, and from the clone without it`, () => {
      expect(found(name, { APIG_TEST_MODULES: modules })).to.equal(join(modules, name, "index.js"));
      expect(found(name, {})).to.equal(require.resolve(name));
    });
  }

  it("take nothing else from there", () => {
    expect(found("mocha", { APIG_TEST_MODULES: modules })).to.equal(require.resolve("mocha"));
  });
});
