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
        young: "stuck-at-90",
        grown: { steps: [], end: 324, status: "success", age: 1000 },
      },
    });
    folder = await npmFolder();
  });
  after(() => engine.stop());

  /** `pulumi up` of a copy, then a look at its outputs, then `pulumi destroy`. */
  async function upAndDown(name: ExampleName, settings: Settings, look: (project: Project, screen: string) => void) {
    const project = await Project.init(engine, copyExample(name, folder), settings);
    const up = await project.up();
    expect(up.ok, up.screen).to.equal(true);
    look(project, up.screen);
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
      "Pulumi.yaml": { name: "platform", runtime: "nodejs" },
      "index.js": 'exports.gatewayId = "platform"; exports.endpoint = process.env.ENDPOINT;',
    });
    const owner = await Project.init(engine, platform);
    expect((await owner.up()).ok).to.equal(true);

    const config = { platformStack: "organization/platform/dev" };
    await upAndDown("gateway-of-another-stack", { config }, (project) => {
      expect(project.outputs()).to.include({ gateway: "platform" });
      expect(groupsMade("platform")).to.deep.equal([201]);
    });
  });
});
