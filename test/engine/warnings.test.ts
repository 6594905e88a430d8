import { expect } from "chai";
import * as apig from "pulumi-apig";
import { demo } from "../../emulator";
import { tls } from "../fixtures/tls";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, yamlProject } from "./helpers/nativeProject";
import { expectWarned } from "./helpers/warned";

const gates = { resources: gatesOf({ one: {}, two: {} }) };
const ready = { steps: [[0, 30]], end: 0, status: "success" } as const;
const insecure = {
  "apig:authToken": { value: demo.token, secret: true },
  "apig:projectId": { value: demo.projectId },
  "apig:insecure": { value: "true" },
};

/** However many gateways there are. */
describe("a warning comes once", () => {
  let engine: Engine;
  before(async () => {
    ({ engine } = await nativeEngine({ tls, gateways: { one: ready, two: ready } }));
  });
  after(() => engine.stop());

  const notChecked = () => `the certificate of ${engine.cloud.url} is not checked (insecure)`;

  it("of a certificate that is not checked, in a run with resources", async () => {
    const program = async () => {
      for (const instanceId of ["one", "two"]) new apig.GatewayReadiness(instanceId, { instanceId });
    };
    expectWarned(await (await engine.stack("resources", program, { config: insecure })).up(), notChecked());
  });

  it("of a certificate that is not checked, in a program that asks", async () => {
    const program = async () => {
      for (const instanceId of ["one", "two"]) await apig.getGatewayProgress({ instanceId });
    };
    expectWarned(await (await engine.stack("asking", program, { config: insecure })).up(), notChecked());
  });

  it("of a certificate that is not checked, with the plugin", async () => {
    const project = await yamlProject(engine, "plugin", gates, { config: { "apig:insecure": "true" } });
    expectWarned(await project.up(), notChecked());
  });

  it("of a mistyped key, with the plugin, in a preview and in an update, and the key is not kept", async () => {
    const mistyped = { "apig:insecure": "true", "apig:regoin": "eu-de" };
    const project = await yamlProject(engine, "mistyped", gates, { config: mistyped });
    const text = "stack config apig:regoin is not a setting of this provider; did you mean apig:region?";
    expectWarned(await project.start(["preview"]).ended, text);
    expectWarned(await project.up(), text);
    expect(project.state.text()).to.not.include("regoin");
  });
});
