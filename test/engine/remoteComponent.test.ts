import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { writeFiles } from "./helpers/files";
import { anchor, type Kind, ours } from "./helpers/kinds";
import type { Project } from "./helpers/project";
import { told } from "./helpers/shapesTold";
import { waitingProject } from "./helpers/waitingProject";

/** A component that a plugin of the team's makes, for programs in any language. Its `kind` tells what it holds. */
const team = `
const pulumi = require("@pulumi/pulumi");
const { main } = require("@pulumi/pulumi/provider");
const apig = require("pulumi-apig");

const hooks = "exports.handler=()=>({create:async(p)=>({id:'gw',outs:{instanceId:p.instanceId,status:'success'}})})";
class Anchor extends pulumi.CustomResource {
  constructor(name, args, opts) {
    super("pulumi-nodejs:dynamic/t:Anchor", name, { ...args, status: undefined, __provider: hooks }, opts);
  }
}
const kinds = { ours: apig.GatewayReadiness, anchor: Anchor };

async function construct(name, type, { instanceId, kind }, options) {
  const team = new pulumi.ComponentResource(type, name, {}, options);
  const Kind = kinds[await kind];
  const ready = new Kind("ready", { instanceId }, { parent: team });
  const second = new Kind("second", { instanceId: ready.instanceId }, { parent: team });
  return { urn: team.urn, state: { status: second.status } };
}

main({ version: "0.0.1", schema: JSON.stringify({ name: "team", version: "0.0.1" }), construct }, process.argv.slice(2));
`;

const program = `
const pulumi = require("@pulumi/pulumi");
class Team extends pulumi.ComponentResource {
  constructor(name) {
    super("team:index:Gateway", name, { instanceId: "gw-1", kind: name, status: undefined }, { version: "0.0.1" }, true);
  }
}
for (const kind of ["ours", "anchor"]) exports[kind] = new Team(kind).status;
`;

describe("a component of a plugin in Node.js", () => {
  let project: Project;
  before(async () => {
    project = await waitingProject({ programText: program, speed: 1000, gateways: { "gw-1": "success" } });
    const plugin = writeFiles(join(project.folder, "team"), {
      "pulumi-resource-team": '#!/bin/sh\nexec node "$(dirname "$0")/index.js" "$@"\n',
      "index.js": team,
    });
    chmodSync(join(plugin, "pulumi-resource-team"), 0o755);
    writeFiles(project.folder, {
      "Pulumi.yaml": { name: "gate", runtime: "nodejs", plugins: { providers: [{ name: "team", path: "./team" }] } },
    });
  });
  after(() => project.engine.stop());

  it("holds waits as it holds plain dynamic resources", async () => {
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(project.state.outputs()).to.deep.equal({ ours: "success", anchor: "success" });
    const waits = held(project, ours);
    expect(Object.keys(waits)).to.have.length(2);
    expect(waits).to.deep.equal(held(project, anchor));
    const again = await project.up("--expect-no-changes");
    expect(again.ok, again.screen).to.equal(true);
    expect((await project.destroy()).ok).to.equal(true);
  });
});

/** What the state says of the children of one of the two components. */
function held({ state }: Project, kind: Kind): object {
  const children = Object.entries(told(state, kind)).filter(([urn]) => urn.includes("$wait::"));
  return JSON.parse(JSON.stringify(Object.fromEntries(children)).replaceAll(`::${kind.name}"`, '::team"'));
}
