import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as apig from "pulumi-apig";
import { demo } from "../../emulator";
import { tls } from "../fixtures/tls";
import { Engine } from "./helpers/engine";

const token = { "apig:authToken": { value: demo.token, secret: true }, "apig:projectId": { value: demo.projectId } };
const insecure = { ...token, "apig:insecure": { value: "true" } };

describe("credentials side by side", () => {
  let engine: Engine;
  const start = async (options: object = {}) => {
    engine = await Engine.start({ gateways: { gw: "success" }, ...options });
    engine.cloud.setGateway("gw", { steps: [[0, 30]], end: 0, status: "success" });
  };
  afterEach(() => engine.stop());
  const answered = () => engine.cloud.requests.length;

  it("two stacks of one process, of which one goes unchecked: the other one sends nothing, in either order", async () => {
    await start({ tls });
    // In the program's own process, which is the same for both stacks.
    const program = async () => ({ seen: (await apig.getGatewayProgress({ instanceId: "gw" })).status });
    const open = await engine.stack("open", program, { config: insecure });
    const closed = await engine.stack("closed", program, { config: token });
    for (const [stack, ok] of [
      [open, true],
      [closed, false],
      [open, true],
    ] as const) {
      const before = answered();
      const run = await stack.up();
      expect(run.ok, run.screen).to.equal(ok);
      if (!ok) expect(run.screen).to.include("APIG_UNTRUSTED");
      expect(answered() > before).to.equal(ok);
    }
  });

  it("two entries of clouds.yaml in one stack, of which one goes unchecked: the other one sends nothing", async () => {
    await start({ tls });
    const program = async () => {
      const lab = new apig.GatewayReadiness("lab", { instanceId: "gw", cloud: "lab", endpoint: engine.cloud.url });
      const prod = { instanceId: "gw", cloud: "prod", endpoint: engine.cloud.url };
      new apig.GatewayReadiness("prod", prod, { dependsOn: lab });
    };
    const clouds = join(engine.folder, "clouds.yaml");
    const auth = `auth: { token: ${demo.token}, project_id: ${demo.projectId} }`;
    writeFileSync(clouds, `clouds:\n  lab: { verify: false, ${auth} }\n  prod: { verify: true, ${auth} }\n`);
    const env = { HW_AUTH_TOKEN: "", HW_PROJECT_ID: "", OS_CLIENT_CONFIG_FILE: clouds };
    const stack = await engine.stack("entries", program, { env });
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen).to.include("the certificate of").and.include("APIG_UNTRUSTED");
    expect(stack.state.resource("lab")?.outputs).to.include({ status: "success" });
    expect(stack.state.resource("prod")).to.equal(undefined);
    expect(answered()).to.equal(1);
  });

  it("a program that changes variables: the next call is made as the new one, also while a wait runs", async () => {
    await start();
    engine.cloud.setGateway("slow", { steps: [[0, 30]], end: 300, status: "success" });
    const set = (env: Record<string, string>) => Object.assign(process.env, env);
    const asked = async () =>
      apig.getGatewayProgress({ instanceId: "slow" }).then(
        ({ status }) => status,
        ({ code }) => code,
      );
    const program = async () => {
      set({ HW_PROJECT_ID: demo.projectId, HW_AUTH_TOKEN: demo.token });
      const waiting = apig.waitForGateway({ instanceId: "slow" });
      const first = await asked();
      set({ HW_AUTH_TOKEN: "another-account" });
      const second = await asked();
      set({ HW_AUTH_TOKEN: "", HW_ACCESS_KEY: demo.accessKey, HW_SECRET_KEY: demo.secretKey });
      const third = await asked();
      await waiting;
      return { all: [first, second, third].join() };
    };
    const stack = await engine.stack("variables", program);
    try {
      const run = await stack.up();
      expect(run.ok, run.screen).to.equal(true);
      expect(run.outputs).to.deep.equal({ all: "creating,APIG_UNAUTHORIZED,creating" });
    } finally {
      for (const name of ["HW_PROJECT_ID", "HW_AUTH_TOKEN", "HW_ACCESS_KEY", "HW_SECRET_KEY"]) delete process.env[name];
    }
  });
});
