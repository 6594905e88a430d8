import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { providerText } from "../../../provider/engine/providerText";

/** Stacks hold this text for as long as they live: a change of one byte here breaks what older stacks can do. */
const inEveryState = `exports.handler=()=>{let c=process.cwd(),f;try{f=require.resolve('pulumi-apig/dynamic',{paths:[c,(require.main||module).path]})}catch(e){e.message='pulumi-apig is not installed in '+c+': run npm install there';e.stack='';throw e}return require(f).provider}`;

/** Runs a text as the engine's process does, and tells what came of it. */
const main = `
const requireFromString = require(${JSON.stringify(require.resolve("require-from-string"))});
let told;
try {
  const provider = requireFromString(process.argv[2]).handler();
  told = { provider };
} catch (error) {
  told = { message: error.message, stack: error.stack };
}
console.log(JSON.stringify(told));
`;

describe("the text in the state", function () {
  this.timeout(20_000); // each case starts a process

  let root: string;
  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-apig-text-")));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const folder = (name: string, files: Readonly<Record<string, string>> = {}) => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(path, file, ".."), { recursive: true });
      writeFileSync(join(path, file), text);
    }
    return path;
  };
  /** A package that says where it was found. */
  const installed = (where: string, code = `exports.provider = ${JSON.stringify(where)};`) => ({
    "node_modules/pulumi-apig/package.json": JSON.stringify({
      name: "pulumi-apig",
      exports: { "./dynamic": "./dist/dynamic.js" },
    }),
    "node_modules/pulumi-apig/dist/dynamic.js": code,
  });
  const run = (cwd: string, launcher: string) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        ["main.cjs", providerText].map((arg, index) => (index === 0 ? join(launcher, arg) : arg)),
        { cwd, encoding: "utf8" },
      ),
    );

  it("is this, byte for byte, for ever", () => expect(providerText).to.equal(inEveryState));

  it("finds the package from the program's folder, before that of the process's own script", () => {
    const launcher = folder("both/launcher", { "main.cjs": main, ...installed("launcher") });
    expect(run(folder("both/program", installed("program")), launcher)).to.deep.equal({ provider: "program" });
  });

  it("finds it from a folder inside the program's", () => {
    const launcher = folder("inside/launcher", { "main.cjs": main });
    folder("inside/program", installed("program"));
    expect(run(folder("inside/program/src/deep"), launcher)).to.deep.equal({ provider: "program" });
  });

  it("else from the folder of the process's own script", () => {
    const launcher = folder("script/launcher", { "main.cjs": main, ...installed("launcher") });
    expect(run(folder("script/program"), launcher)).to.deep.equal({ provider: "launcher" });
  });

  it("else says in which folder it is not installed, and what to run, without a stack", () => {
    const launcher = folder("none/launcher", { "main.cjs": main });
    const program = folder("none/program");
    expect(run(program, launcher)).to.deep.equal({
      message: `pulumi-apig is not installed in ${program}: run npm install there`,
      stack: "",
    });
  });

  it("does not say so when the package is there but broken", () => {
    const launcher = folder("broken/launcher", { "main.cjs": main });
    const program = folder("broken/program", installed("program", 'throw new Error("broken");'));
    expect(run(program, launcher).message).to.equal("broken");
  });

  it("names what package.json exports", () => {
    const { exports, name } = require("../../../package.json");
    expect([name, exports["./dynamic"].require]).to.deep.equal(["pulumi-apig", "./dist/dynamic.js"]);
  });
});
