import { expect } from "chai";
import { Engine } from "./harness";
import { copyExample, type ExampleName, npmFolder, writeFiles } from "./installed";
import { Project, type Settings } from "./project";

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
        platform: "success",
        growing,
      },
    });
    folder = await npmFolder();
  });
  after(() => engine.stop());

  /** `pulumi up` of a copy, then a look at its outputs, then `pulumi destroy`. */
  async function upAndDown(
    name: ExampleName,
    settings: Settings,
    look: (project: Project, screen: string) => void | Promise<void>,
  ) {
    const project = await Project.init(engine, copyExample(name, folder), settings);
    const up = await project.up();
    expect(up.ok, up.screen).to.equal(true);
    await look(project, up.screen);
    const down = await project.destroy();
    expect(down.ok, down.screen).to.equal(true);
    expect(project.resources()).to.deep.equal([]);
  }

  /** The answers to calls that make a group on this gateway. */
  const groupsMade = (gatewayId: string) =>
    engine.cloud.requests
      .filter((request) => request.gatewayId === gatewayId && request.method === "POST")
      .map(({ status }) => status);

  it("one-gateway", () =>
    upAndDown("one-gateway", { config: { gatewayId: "one" } }, (project) => {
      const { gateway, creationSeconds, apiGroup } = project.outputs();
      expect({ gateway, creationSeconds }).to.deep.equal({ gateway: "one", creationSeconds: 324 });
      expect(apiGroup).to.match(/^\S+$/);
      expect(groupsMade("one")).to.deep.equal([201]);
    }));

  it("several-gateways: each group is made when its own gateway is ready", () =>
    upAndDown("several-gateways", { config: { gatewayIds: '["one","another"]' } }, (project) => {
      const { creationSeconds, slowest, apiGroups } = project.outputs();
      expect(creationSeconds).to.deep.equal({ one: 324, another: 200 });
      expect(slowest).to.equal(324);
      expect(apiGroups).to.have.length(2);
      expect(groupsMade("another")).to.deep.equal([201]);
    }));

  it("go-on-after-failure: the old gateway is used, and the reason is told", () => {
    const config = { newGatewayId: "sold-out", oldGatewayId: "one" };
    return upAndDown("go-on-after-failure", { config }, (project) => {
      const { gateway, reason } = project.outputs();
      expect({ gateway, reason }).to.deep.equal({
        gateway: "one",
        reason: "no new gateway: APIC.9219 create failed...",
      });
      expect(groupsMade("sold-out")).to.deep.equal([]);
    });
  });

  it("gateway-of-another-stack", async () => {
    const platform = writeFiles(`${folder}/platform`, {
      "Pulumi.yaml": "{ name: platform, runtime: nodejs }",
      "package.json": {},
      "index.js": `exports.gatewayId = "platform";`,
    });
    const owner = await Project.init(engine, platform);
    const owned = await owner.up();
    expect(owned.ok, owned.screen).to.equal(true);

    const config = { platformStack: "organization/platform/dev" };
    await upAndDown("gateway-of-another-stack", { config }, (project) => {
      expect(project.outputs().gateway).to.equal("platform");
      expect(groupsMade("platform")).to.deep.equal([201]);
    });
  });

  it("progress-read: makes nothing while the gateway is creating, its group when it is there", async () => {
    await upAndDown("progress-read", { config: { gatewayId: "growing" } }, async (project, screen) => {
      expect(screen).to.match(
        /warning: gateway growing is creating at 30%: no API group yet, run pulumi up again later/,
      );
      expect(project.outputs()).to.include({ status: "creating", progress: 30 }).and.not.have.property("apiGroup");
      expect(engine.cloud.requests.filter(({ gatewayId }) => gatewayId === "growing")).to.have.length(1);

      engine.cloud.setGateway("growing", { ...growing, end: 0 });
      const later = await project.up();
      expect(later.ok, later.screen).to.equal(true);
      expect(project.outputs()).to.include({ status: "success", progress: 100 });
      expect(groupsMade("growing")).to.deep.equal([201]);
    });
  });

  it("progress-line: the team's own lines, until the gateway is ready or failed", async () => {
    const project = await Project.init(engine, copyExample("progress-line", folder), { config: { gatewayId: "one" } });
    const deployed = await project.run("npm", "start", "--silent", "--", "dev");
    expect(deployed.ok, deployed.screen).to.equal(true);
    const lines = deployed.screen.trim().split("\n");
    expect(lines[0]).to.match(/^\d+s orders: waiting$/);
    expect(lines.at(-1)).to.match(/^\d+s orders: success after 324 s$/);
    expect(project.outputs()).to.include({ gateway: "one", creationSeconds: 324 });

    await project.pulumi("config", "set", "gatewayId", "sold-out");
    const failed = await project.run("npm", "start", "--silent", "--", "dev");
    expect(failed.ok).to.equal(false);
    expect(failed.screen).to.match(/^\d+s orders: not ready$/m);
    expect(failed.screen).to.include("gateway sold-out failed after 1m35s at 50%: APIC.9219 insufficient resources");
    expect((await project.destroy()).ok).to.equal(true);
  });
});

const growing = { steps: [[0, 30]], end: null, status: "success" } as const;
