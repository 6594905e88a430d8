import { expect } from "chai";
import { Engine } from "../engine/helpers/engine";
import { writeFiles } from "../engine/helpers/files";
import {
  copyExample,
  type ExampleName,
  npmFolder,
  readManifest,
  removeScratchFolders,
} from "../engine/helpers/installed";
import { Project, type ProjectOptions } from "../engine/helpers/project";

describe("examples, installed as a user installs them", () => {
  let engine: Engine;
  let folder: string;
  before(async () => {
    engine = await Engine.start({
      speed: 400,
      gateways: {
        one: "success",
        another: { steps: [[0, 30]], end: 200, status: "success" },
        "sold-out": "resources",
        late: { steps: [[0, 30]], end: 1500, status: "success" },
        watched: "success",
        old: "success",
        new: "success",
        growing,
      },
    });
    folder = await npmFolder();
  });
  after(async () => {
    await engine.stop();
    removeScratchFolders();
  });

  /** `pulumi up` of a copy, then a poll of its outputs. */
  async function up(
    name: ExampleName,
    settings: ProjectOptions,
    poll: (project: Project, screen: string) => void | Promise<void>,
  ) {
    const project = await Project.init(engine, withGroups(copyExample(name, folder)), settings);
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    await poll(project, screen);
  }

  /** The answers to calls that make a group on this gateway. */
  const groupsMade = (gatewayId: string) =>
    engine.cloud.requests
      .filter((request) => request.gatewayId === gatewayId && request.method === "POST")
      .map(({ status }) => status);

  it("are compiled by TypeScript 5", () => {
    expect(readManifest(`${folder}/node_modules/typescript`).version).to.match(/^5\./);
  });

  it("one-gateway", () =>
    up("one-gateway", { config: { gatewayId: "one" } }, async (project) => {
      expect(project.state.outputs()).to.deep.equal({ gateway: "one", creationSeconds: 324 });
      expect(groupsMade("one")).to.deep.equal([201]);
      const down = await project.destroy();
      expect(down.ok, down.screen).to.equal(true);
      expect(project.state.resources()).to.deep.equal([]);
    }));

  it("several-gateways: each group is made when its own gateway is ready", () =>
    up("several-gateways", { config: { gatewayIds: '["one","another"]' } }, async (project) => {
      const { creationSeconds, slowest } = project.state.outputs();
      expect(creationSeconds).to.deep.equal({ one: 324, another: 200 });
      expect(slowest).to.equal(324);
      expect(groupsMade("another")).to.deep.equal([201]);

      await project.pulumi("config", "set", "gatewayIds", '["sold-out","late"]');
      expect((await project.up("--continue-on-error")).ok).to.equal(false);
      expect([...groupsMade("sold-out"), ...groupsMade("late")]).to.deep.equal([201]);
    }));

  it("go-on-after-failure: the old gateway is used, and the reason is shown", () => {
    const config = { newGatewayId: "sold-out", oldGatewayId: "one" };
    return up("go-on-after-failure", { config }, async (project) => {
      const { gateway, reason } = project.state.outputs();
      expect({ gateway, reason }).to.deep.equal({
        gateway: "one",
        reason: "no new gateway: APIC.9219 create failed...",
      });
      expect(groupsMade("sold-out")).to.deep.equal([]);
      const again = await project.up("--expect-no-changes");
      expect(again.ok, again.screen).to.equal(true);
    });
  });

  it("gateway-of-another-stack: follows the other stack to its next gateway", async () => {
    const platform = writeFiles(`${folder}/platform`, {
      "Pulumi.yaml": "{ name: platform, runtime: nodejs }",
      "package.json": {},
    });
    const owner = await Project.init(engine, platform);
    const order = async (gatewayId: string) => {
      writeFiles(platform, { "index.js": `exports.gatewayId = "${gatewayId}";` });
      const ordered = await owner.up();
      expect(ordered.ok, ordered.screen).to.equal(true);
    };
    await order("old");

    const config = { platformStack: "organization/platform/dev" };
    await up("gateway-of-another-stack", { config }, async (project) => {
      expect(project.state.outputs().gateway).to.equal("old");
      await order("new");
      const next = await project.up();
      expect(next.ok, next.screen).to.equal(true);
      expect(project.state.outputs().gateway).to.equal("new");
      expect([groupsMade("old"), groupsMade("new")]).to.deep.equal([[201], [201]]);
    });
  });

  it("progress-read: makes nothing while the gateway is creating, its group when it is there", async () => {
    await up("progress-read", { config: { gatewayId: "growing" } }, async (project, screen) => {
      expect(screen).to.match(/warning: gateway growing is creating at 30%: run pulumi up again later/);
      expect(project.state.outputs()).to.include({ status: "creating", progress: 30 });
      expect(engine.cloud.requests.filter(({ gatewayId }) => gatewayId === "growing")).to.have.length(1);

      engine.cloud.setGateway("growing", { ...growing, end: 0 });
      const later = await project.up();
      expect(later.ok, later.screen).to.equal(true);
      expect(project.state.outputs()).to.include({ status: "success", progress: 100 });
      expect(groupsMade("growing")).to.deep.equal([201]);
    });
  });

  it("progress-line: the team's own lines, until the gateway is ready or failed", async () => {
    const project = await Project.init(engine, copyExample("progress-line", folder), {
      config: { gatewayId: "watched" },
    });
    const deployed = await project.run("npm", "start", "--silent", "--", "dev");
    expect(deployed.ok, deployed.screen).to.equal(true);
    const lines = deployed.screen.trim().split("\n");
    expect(lines[0]).to.match(/^\d+s orders: waiting$/);
    expect(lines[1]).to.match(/^\d+s orders: \d+%, .* \(orders\)$/);
    expect(lines.at(-1)).to.match(/^\d+s orders: success after 324 s$/);
    expect(project.state.outputs()).to.include({ gateway: "watched", creationSeconds: 324 });

    await project.pulumi("config", "set", "gatewayId", "sold-out");
    const failed = await project.run("npm", "start", "--silent", "--", "dev");
    expect(failed.ok).to.equal(false);
    expect(failed.screen).to.match(/^\d+s orders: not ready$/m);
    expect(failed.screen).to.match(
      /gateway sold-out failed after 1m35s(?: at \d+%)?: APIC\.9219 insufficient resources/,
    );
    expect(failed.screen).not.to.include("Updating (dev)");
  });
});

/** The example with a dependent that proves that it has waited: an API group, which the API refuses until the gateway is ready. */
function withGroups(folder: string): string {
  const hooks = JSON.stringify(require.resolve("../engine/helpers/apiGroup.cjs"));
  return writeFiles(folder, {
    "yourResource.ts": `
      import * as pulumi from "@pulumi/pulumi";
      export class YourResource extends pulumi.CustomResource {
        constructor(name: string, args: { gatewayId: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions) {
          const endpoint = new pulumi.Config("apig").require("endpoint");
          const place = { endpoint, projectId: process.env.HW_PROJECT_ID, instanceId: args.gatewayId };
          const __provider = ${JSON.stringify(`exports.handler = () => require(${hooks}).provider;`)};
          super("pulumi-nodejs:dynamic/test:ApiGroup", name, { ...place, __provider }, opts);
        }
      }`,
  });
}

const growing = { steps: [[0, 30]], end: null, status: "success" } as const;
