import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { providerText } from "../../../provider/engine/providerText";

/** Stacks hold this text for as long as they live: a change of one byte here breaks what older stacks can do. */
const inEveryState = `exports.handler=()=>{let c=process.cwd(),F=require('fs'),f,s=(p,d)=>{try{f||=require.resolve('pulumi-apig/dynamic',{paths:[F.realpathSync(p)]})}catch{try{d&&F.readdirSync(p).map(n=>s(p+'/'+n,d!=1&&n[0]=='@'))}catch{}}};[c,require.main?.path,...module.paths].map(s);try{return require(f).provider||empty}catch(g){let e=Error('pulumi-apig '+(f?g:'missing')+': npm install pulumi-apig in '+c+' (bundler: keep external)'),x=()=>{throw e};e.stack='';return{check:x,diff:x,create:x,update:x,read:x,delete(){}}}}`;

/** Runs a text as the engine's process does, and tells what came of it. */
const main = `
const requireFromString = require(${JSON.stringify(require.resolve("require-from-string"))});
const provider = requireFromString(process.argv[2]).handler();
const told = (hook) => {
  try {
    return { ended: provider[hook]() === undefined };
  } catch ({ message, stack }) {
    return { message, stack };
  }
};
const hooks = ["check", "diff", "create", "read", "update", "delete"];
const answers = () => Object.fromEntries(hooks.map((hook) => [hook, told(hook)]));
console.log(JSON.stringify(typeof provider === "string" ? { provider } : answers()));
`;

describe("the text in the state", () => {
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

  describe("else from the real folders of the program's direct dependencies:", () => {
    const layouts: [name: string, library: string, packages: string][] = [
      ["a linked library", "library", "library"],
      ["one with a scope", "@team/library", "library"],
      ["one whose packages are beside it, as pnpm puts them", "library", ".."],
    ];
    for (const [name, library, packages] of layouts) {
      it(name, () => {
        const root = `linked/${name}`;
        const launcher = folder(`${root}/launcher`, { "main.cjs": main });
        const real = folder(`${root}/elsewhere/node_modules/library`, { "index.js": "" });
        const beside = packages === ".." ? `${root}/elsewhere` : `${root}/elsewhere/node_modules/library`;
        folder(beside, installed("linked"));
        // What else may be there: a broken link, a file, a folder that is no package.
        const modules = folder(`${root}/program/node_modules`, { "@file": "", "another/index.js": "" });
        symlinkSync(join(root, "nowhere"), join(modules, "@broken"));
        mkdirSync(dirname(join(modules, library)), { recursive: true });
        symlinkSync(real, join(modules, library));
        expect(run(folder(`${root}/program/src`), launcher)).to.deep.equal({ provider: "linked" });
      });
    }
  });

  const refusing = (message: string) => ({
    ...Object.fromEntries(["check", "diff", "create", "read", "update"].map((hook) => [hook, { message, stack: "" }])),
    delete: { ended: true },
  });

  it("else deletes, and refuses all else: which folder lacks it, what to run, without a stack", () => {
    const launcher = folder("none/launcher", { "main.cjs": main });
    const program = folder("none/program");
    const message = `pulumi-apig missing: npm install pulumi-apig in ${program} (bundler: keep external)`;
    expect(run(program, launcher)).to.deep.equal(refusing(message));
  });

  const broken: [what: string, code: string, told: string][] = [
    ["throws", 'throw new Error("broken");', "Error: broken"],
    ["throws null", "throw null;", "null"],
    ["is empty", "", "ReferenceError: empty is not defined"],
  ];
  for (const [what, code, told] of broken) {
    it(`the same with a package that is there but ${what}, with the reason`, () => {
      const launcher = folder(`${what}/launcher`, { "main.cjs": main });
      const program = folder(`${what}/program`, installed("program", code));
      const message = `pulumi-apig ${told}: npm install pulumi-apig in ${program} (bundler: keep external)`;
      expect(run(program, launcher)).to.deep.equal(refusing(message));
    });
  }

  it("comes to an end where links lead in circles", () => {
    const launcher = folder("circles/launcher", { "main.cjs": main });
    const modules = folder("circles/program/node_modules", { "library/index.js": "" });
    for (const name of ["@a", "@b", "@c"]) symlinkSync(".", join(modules, name));
    expect(run(folder("circles/program"), launcher)).to.have.nested.property("delete.ended", true);
  });

  it("costs each state less than 250 bytes more than the shortest one that finds the package", () => {
    expect(providerText.length).to.be.below(256 + 250);
  });

  it("names what package.json exports", () => {
    const { exports, name } = require("../../../package.json");
    expect([name, exports["./dynamic"].require]).to.deep.equal(["pulumi-apig", "./dist/dynamic.js"]);
  });
});
