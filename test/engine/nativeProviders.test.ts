import { expect } from "chai";
import { demo } from "../../emulator";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, ref, writeYaml, type YamlResource, yamlProject } from "./helpers/nativeProject";

const providerType = "pulumi:providers:apig";
/** A resource of a provider that the program declares with these arguments. */
const by = (properties: object, args: object = {}): Record<string, YamlResource> => ({
  prod: { type: providerType, properties },
  orders: { properties: { instanceId: "orders", ...args }, options: { provider: ref("prod") } },
});

describe("the plugin's settings", () => {
  let engine: Engine;
  before(async () => {
    ({ engine } = await nativeEngine({ gateways: { orders: "success" } }));
  });
  after(() => engine.stop());

  it("of an explicit provider are checked in the preview, all at once, without a request", async () => {
    const wrong = { polling: "fast", authType: "foo", agencyDuration: 5 };
    const project = await yamlProject(engine, "wrong", { resources: by(wrong) });
    const before = engine.cloud.requests.length;
    const { ok, screen } = await project.start(["preview"]).ended;
    expect(ok).to.equal(false);
    for (const text of [
      'the provider\'s polling must be eager or calm, not "fast"',
      'the provider\'s agencyDuration must be a whole number of seconds, 900 to 86400, not "5"',
      'the provider\'s authType must be password, token, v3password, v3token or aksk, not "foo"',
    ]) {
      expect(screen).to.include(text);
    }
    expect(screen).not.to.match(/apig:polling|stack config|pulumi config/);
    expect(engine.cloud.requests.length).to.equal(before);
  });

  it("in the stack config are checked in the preview; a key that there is not is told, with the nearest", async () => {
    const config = { "apig:regoin": "eu-de", "apig:polling": "fast" };
    const project = await yamlProject(engine, "misspelt", { resources: gatesOf({ orders: {} }) }, { config });
    const { ok, screen } = await project.start(["preview"]).ended;
    expect(ok).to.equal(false);
    expect(screen)
      .to.include("stack config apig:regoin is not a setting of this provider; the nearest is apig:region")
      .and.include("stack config apig:polling must be eager or calm");
  });

  it("messages name an explicit provider's own arguments", async () => {
    const { url } = engine.cloud;
    const project = await yamlProject(engine, "named", { resources: by({ endpoint: url, projectId: demo.projectId }) });
    const told: readonly [settings: object, text: string][] = [
      [{}, "set a token with the provider's argument authToken"],
      [{ authToken: { "fn::secret": "wrong-token" } }, "the provider (token) was refused"],
    ];
    for (const [settings, text] of told) {
      const resources = by({ endpoint: url, projectId: demo.projectId, ...settings });
      writeYaml(project.folder, { resources });
      const { ok, screen } = await project.start(["up", "--yes", "--skip-preview"], { HW_AUTH_TOKEN: "" }).ended;
      expect(ok).to.equal(false);
      expect(screen)
        .to.include(text)
        .and.not.match(/pulumi config set|stack config|apig:[a-z]+[A-Z]|doctor/);
    }
  });
});

describe("the plugin's import of a gateway that the program gives more of", () => {
  let engine: Engine;
  before(async () => {
    ({ engine } = await nativeEngine({ gateways: { orders: "success" } }));
  });
  after(() => engine.stop());
  const more = { instanceId: "orders", triggers: ["v1"], failOnError: false };
  const program = (properties: object, options: object = {}) => ({ resources: { orders: { properties, options } } });

  it("by the option import: unchanged afterwards; a trigger that changes then replaces", async () => {
    const id = `${engine.cloud.projectId}/orders`;
    const project = await yamlProject(engine, "option", program(more, { import: id }));
    for (const flags of [[], ["--expect-no-changes"]]) {
      const { ok, screen } = await project.up(...flags);
      expect(ok, screen).to.equal(true);
    }
    expect(project.state.resource("orders")?.inputs).to.deep.equal(more);
    writeYaml(project.folder, program({ ...more, triggers: ["v2"] }));
    const { ok, screen } = await project.up();
    expect(ok, screen).to.equal(true);
    expect(screen).to.match(/1 replaced/);
  });

  it("by the command: the first update changes nothing; what is added later does", async () => {
    const project = await yamlProject(engine, "command", { resources: {} });
    const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    const imported = await project.start(["import", "apig:index:GatewayReadiness", "orders", "orders", ...flags]).ended;
    expect(imported.ok, imported.screen).to.equal(true);
    writeYaml(project.folder, program(more));
    for (const each of [await project.up("--expect-no-changes"), await project.up("--expect-no-changes")]) {
      expect(each.ok, each.screen).to.equal(true);
      expect(each.screen).not.to.include("__");
    }
    writeYaml(project.folder, program({ ...more, triggers: ["v1", "v2"] }));
    expect((await project.up()).screen).to.match(/1 replaced/);
  });
});

describe("pulumi do with the plugin", () => {
  let engine: Engine;
  before(async () => {
    ({ engine } = await nativeEngine({ gateways: { orders: "success" } }));
  });
  after(() => engine.stop());

  it("a patch or an upsert that names another gateway than the id is refused, without a request", async () => {
    const project = await yamlProject(engine, "patched", { resources: {} });
    const { url, projectId } = engine.cloud;
    const id = `${projectId}/orders`;
    const asked = (verb: string, gateway: string, of = id) =>
      project.run(
        "pulumi",
        ...["do", "apig:GatewayReadiness", verb, of, "--instance-id", gateway],
        ...["--apig:endpoint", url, "--stateless", "--yes"],
      );
    for (const verb of ["patch", "upsert"]) {
      const { ok, screen } = await asked(verb, "another");
      expect(ok, screen).to.equal(false);
      expect(screen)
        .to.include('instanceId cannot become "another" in an update')
        .and.not.match(/__|another.*success/);
    }
    expect(engine.asked("another")).to.deep.equal([]);
    for (const of of [id, "orders"]) {
      const { ok, screen } = await asked("patch", "orders", of);
      expect(ok, screen).to.equal(true);
    }
    expect(engine.cloud.requests.filter(({ path }) => path.includes("//"))).to.deep.equal([]);
  });
});
