import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { demo } from "../../emulator";
import type { Ended } from "./helpers/cliRun";
import type { Engine } from "./helpers/engine";
import { gatesOf, nativeEngine, yamlProject } from "./helpers/nativeProject";

const file = (name: string) => readFileSync(join(__dirname, "../fixtures/tls", name), "utf8");
const gates = { resources: gatesOf({ one: {}, two: {} }) };
const ready = { steps: [[0, 30]], end: 0, status: "success" } as const;

describe("a certificate that is not checked", () => {
  let engine: Engine;
  before(async () => {
    const tls = { cert: file("cert.pem"), key: file("key.pem") };
    ({ engine } = await nativeEngine({ tls, gateways: { one: ready, two: ready } }));
  });
  after(() => engine.stop());

  const notChecked = () => `the certificate of ${engine.cloud.url} is not checked (insecure)`;
  const config = {
    "apig:authToken": { value: demo.token, secret: true },
    "apig:projectId": { value: demo.projectId },
    "apig:insecure": { value: "true" },
  };

  /** The engine shows it as a warning, not as what some process prints, and once however many gateways there are. */
  function expectWarned({ ok, screen, events }: Pick<Ended, "ok" | "screen" | "events">, text = notChecked()): void {
    expect(ok, screen).to.equal(true);
    const told = events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.message.includes(text) ? diagnosticEvent : [],
    );
    expect(
      told.map(({ severity }) => severity),
      screen,
    ).to.deep.equal(["warning"]);
    expect(screen).to.include(`warning: ${text}`);
  }

  it("is a warning of a run with resources", async () => {
    const program = async () => {
      for (const instanceId of ["one", "two"]) new apig.GatewayReadiness(instanceId, { instanceId });
    };
    expectWarned(await (await engine.stack("resources", program, { config })).up());
  });

  it("is a warning of a program that asks", async () => {
    const program = async () => {
      for (const instanceId of ["one", "two"]) await apig.getGatewayProgress({ instanceId });
    };
    expectWarned(await (await engine.stack("asking", program, { config })).up());
  });

  it("is a warning of a run with the plugin", async () => {
    const project = await yamlProject(engine, "plugin", gates, { config: { "apig:insecure": "true" } });
    expectWarned(await project.up());
  });

  it("as a mistyped key is one warning of a run with the plugin, in a preview and in an update, and is not kept", async () => {
    const mistyped = { "apig:insecure": "true", "apig:regoin": "eu-de" };
    const project = await yamlProject(engine, "mistyped", gates, { config: mistyped });
    const text = "stack config apig:regoin is not a setting of this provider; did you mean apig:region?";
    expectWarned(await project.start(["preview"]).ended, text);
    expectWarned(await project.up(), text);
    expect(project.state.text()).to.not.include("regoin");
  });
});
