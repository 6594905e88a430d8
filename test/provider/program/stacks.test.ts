import { expect } from "chai";
import { sparingStacks } from "../../../provider/program/stacks";

type Prepare = NonNullable<typeof Error.prepareStackTrace>;
const { stackTraceLimit, prepareStackTrace } = Error;
const filesOf: Prepare = (_error, frames) => frames.map((frame) => frame.getFileName());
const frame = (file: string | null) => ({ getFileName: () => file }) as NodeJS.CallSite;

/** What stays of a stack of these files while a resource registers. */
function kept(...files: (string | null)[]): unknown {
  Error.prepareStackTrace = filesOf;
  const restore = sparingStacks();
  try {
    return Error.prepareStackTrace(new Error(), files.map(frame));
  } finally {
    restore();
  }
}

describe("stacks while a resource registers", () => {
  afterEach(() => Object.assign(Error, { stackTraceLimit, prepareStackTrace }));

  const sdk = "/p/node_modules/@pulumi/pulumi/resource.js";
  const own = "/p/index.ts";
  it("have no lines of what starts the program", () => {
    const library = "/p/node_modules/library/component.js";
    expect(kept(sdk, library, own, null, "node:internal/modules/cjs/loader", sdk)).to.deep.equal([sdk, library, own]);
    const windows = ["C:\\p\\node_modules\\@pulumi\\pulumi\\resource.js", "C:\\p\\index.ts"];
    expect(kept(...windows, windows[0] as string)).to.deep.equal(windows);
  });
  it("nor of what Yarn loads packages by, which are in archives", () => {
    const zip = "/p/.yarn/cache/sdk.zip/node_modules/@pulumi/pulumi/resource.js";
    expect(kept(zip, own, "/p/.pnp.cjs", zip, "/p/.pnp.cjs")).to.deep.equal([zip, own]);
  });
  it("stay whole where the program itself is in a package", () => {
    expect(kept(sdk, null, sdk)).to.deep.equal([sdk, null, sdk]);
  });

  it("are what they were at the end, also after a resource in a resource", () => {
    Error.prepareStackTrace = filesOf;
    const [outer, inner] = [sparingStacks(), sparingStacks()];
    inner();
    outer();
    outer();
    expect([Error.stackTraceLimit, Error.prepareStackTrace]).to.deep.equal([stackTraceLimit, filesOf]);
  });
  it("leave alone who writes stacks another way from then on", () => {
    for (const before of [undefined, filesOf]) {
      Object.assign(Error, { prepareStackTrace: before });
      const restore = sparingStacks();
      const other: Prepare = () => "other";
      Error.prepareStackTrace = other;
      restore();
      expect(Error.prepareStackTrace).to.equal(other);
    }
  });
  it("need no writer that is a function", () => {
    Error.prepareStackTrace = {} as Prepare;
    const restore = sparingStacks();
    try {
      expect(() => new Error("x").stack).not.to.throw();
    } finally {
      restore();
    }
  });
});
