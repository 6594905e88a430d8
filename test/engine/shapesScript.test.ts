import { expect } from "chai";
import { writeFiles } from "./helpers/files";
import { anchor, type Kind, ours } from "./helpers/kinds";
import type { Project } from "./helpers/project";
import { neutral } from "./helpers/shapes";
import { told } from "./helpers/shapesTold";
import { waitingProject } from "./helpers/waitingProject";

/** A program in a file, where a function of a test cannot be: an ES module that loads the package while it runs. */
const program = `
import * as pulumi from "@pulumi/pulumi";

const hooks = "exports.handler=()=>({create:async(p)=>({id:'gw',outs:{instanceId:p.instanceId,status:'success'}})})";
class Anchor extends pulumi.CustomResource {
  constructor(name, args, opts) {
    super("pulumi-nodejs:dynamic/t:Anchor", name, { ...args, status: undefined, __provider: hooks }, opts);
  }
}
const load = async () => (await import("pulumi-apig")).GatewayReadiness;
const Kind = process.env.KIND === "ours" ? await load() : Anchor;
const parent = new pulumi.ComponentResource("team:index:Gateway", "team");
const ready = new Kind("ready", { instanceId: "gw-1" }, { parent });
await new Promise((done) => setTimeout(done, 20));
new Kind("second", { instanceId: ready.instanceId }, { parent, dependsOn: [ready] });
export const status = ready.status;
`;

interface Preview {
  readonly steps: readonly { readonly op: string; readonly urn: string }[];
  readonly changeSummary: object;
}

describe("in company, a program in an ES module with await at the top", () => {
  let project: Project;
  before(async () => {
    project = await waitingProject({ programText: program, speed: 1000, gateways: { "gw-1": "success" } });
    writeFiles(project.folder, { "package.json": { type: "module" } });
  });
  after(() => project.engine.stop());

  /** The plan of a preview, what is made of it, and what destroy leaves. */
  async function runs(kind: Kind): Promise<object> {
    project.env.KIND = kind.name;
    const { changeSummary, steps }: Preview = JSON.parse(await project.pulumi("preview", "--json"));
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(project.state.outputs()).to.deep.equal({ status: "success" });
    const state = told(project.state, kind);
    expect((await project.destroy()).ok).to.equal(true);
    return { changeSummary, state, steps: neutral(steps.map(({ op, urn }) => `${op} ${urn}`).sort(), kind) };
  }

  it("is as with plain dynamic resources; preview --json lists the same steps", async () => {
    const theirs = await runs(anchor);
    expect(theirs).to.deep.include({ changeSummary: { create: 4 } });
    expect(await runs(ours)).to.deep.equal(theirs);
  });
});
