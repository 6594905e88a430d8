import { readFileSync } from "node:fs";
import { expect } from "chai";
import * as apig from "../../provider";
import { fields, names } from "../../provider/credentials/settings/names";
import schema from "../../provider/native/schema.json";
import stable from "../fixtures/stable.json";
import { worldOf } from "./helpers/lifecycle";

const { resources, functions, config, name } = schema;
const { inputProperties, properties, requiredInputs } = resources["apig:index:GatewayReadiness"];
const texts = (act: (of: (typeof names)[keyof typeof names]) => readonly string[]) =>
  fields.flatMap((field) => act(names[field]));

/** docs/upgrading.md promises it. What is new goes into the lists; nothing ever leaves them. */
describe("what stays the same in every later version", () => {
  const world = worldOf();

  it("the types by which states and programs name the resource, the function and the plugin", () => {
    expect((apig.GatewayReadiness as never as { __pulumiType: string }).__pulumiType).to.equal(
      "pulumi-nodejs:apig:Ready",
    );
    expect([name, Object.keys(resources), Object.keys(functions)]).to.deep.equal([
      "apig",
      ["apig:index:GatewayReadiness"],
      ["apig:index:getGatewayProgress"],
    ]);
  });

  it("arguments and outputs; no other argument must be given", () => {
    expect(Object.keys(inputProperties)).to.include.members(stable.arguments);
    expect(Object.keys(properties)).to.include.members(stable.outputs);
    expect(requiredInputs).to.deep.equal(["instanceId"]);
  });

  it("what a program imports from the package", () => {
    expect(Object.keys(apig)).to.include.members(stable.exports);
    const { exports, bin } = require("../../package.json");
    expect(exports).to.include.keys(".", "./dynamic", "./package.json");
    expect(bin).to.include.keys("pulumi-apig");
  });

  it("settings, their names in the environment and in clouds.yaml, and which ones are secrets", () => {
    expect(Object.keys(config.variables)).to.include.members(stable.stackConfig);
    expect(texts(({ hw, os, sdk }) => [...hw, ...os, ...sdk])).to.include.members(stable.environment);
    expect(texts(({ yaml }) => yaml)).to.include.members(stable.cloudsYaml);
    const secrets = fields.filter((field) => stable.stackConfig.includes(field) && names[field].secret);
    expect(secrets, "one more would be refused where it stands unencrypted").to.have.members(stable.secrets);
  });

  it("the names of packages", () => {
    expect(require("../../package.json").name).to.equal("pulumi-apig");
    const { nodejs, python } = schema.language;
    expect([nodejs.packageName, python.packageName]).to.deep.equal(["pulumi-apig-native", "pulumi_apig"]);
  });

  it("the codes of errors", () => {
    const codes = [...readFileSync("docs/errors.md", "utf8").matchAll(/^\| `(APIG_\w+)`/gm)].map(([, code]) => code);
    expect(codes).to.include.members(stable.errorCodes);
  });

  it("what a state of 0.1.0 holds is understood: id, outputs, and what the npm package adds", async () => {
    const { emulator } = world;
    emulator.setGateway("gw", { steps: [], end: 324, status: "success" });
    const given = { instanceId: "gw", region: "eu-de", endpoint: emulator.endpoint, failOnError: false, triggers: [1] };
    const held = { ...given, __timeouts: { read: "5m" }, __ownEndpoint: true };
    const { id, outs } = await world.lifecycle().create({ ...given, __timeouts: { read: "5m" }, __row: "r" } as never);
    expect(id).to.equal(`${emulator.projectId}/gw`);
    const state: Record<string, unknown> = {
      ...held,
      projectId: emulator.projectId,
      ...{ status: "success", progress: 100, errorCode: null, errorMessage: null, creationSeconds: 324 },
      ...{ startTime: outs.startTime, endTime: outs.endTime, startedAt: outs.startedAt, endedAt: outs.endedAt },
    };
    expect(outs).to.deep.equal(state);
    const { diff, read } = world.lifecycle();
    expect((await diff(id, state, given as never)).changes).to.equal(false);
    expect(await read(id, state as never)).to.deep.equal({ id, props: state });
  });
});
