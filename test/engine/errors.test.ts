import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";

const always = { from: 0, to: 1e6 } as const;
const ready = { steps: [[0, 50]] as [number, number][], end: 0, status: "success" } as const;

describe("what stays in the state when a wait ends badly", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start();
  });
  after(() => engine.stop());

  const gate =
    (instanceId: string, args: object = {}, opts?: apig.GatewayReadinessOptions) =>
    async () => {
      new apig.GatewayReadiness("gate", { instanceId, ...args }, opts);
    };

  it("create, gone in the middle: the last outputs and the reason", async () => {
    engine.cloud.setGateway("vanishes", { steps: [[0, 30]], end: 900, status: "success", gone: 150 });
    const stack = await engine.stack("vanishes", gate("vanishes"));
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen)
      .to.include("gateway vanishes is gone: last seen creating at 30%")
      .and.include("HTTP 404 APIC.7302");
    const kept = stack.state.resource("gate");
    expect(kept?.outputs).to.include({ status: "creating", progress: 30, errorCode: null, creationSeconds: null });
    expect(kept?.initErrors?.[0]).to.include("is gone");
  });

  it("create, no network at all: nothing seen, but the next up goes on waiting", async () => {
    engine.cloud.setGateway("later", ready);
    const options = { customTimeouts: { create: "2s" } };
    const stack = await engine.stack("offline", gate("later", { endpoint: "http://127.0.0.1:9" }, options));
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen).to.include("it was never seen; last problem: http://127.0.0.1:9: connect ECONNREFUSED");
    const kept = stack.state.resource("gate");
    expect(kept?.outputs).to.include({
      status: null,
      progress: null,
      instanceId: "later",
      endpoint: "http://127.0.0.1:9",
    });
    stack.use(gate("later"));
    const again = await stack.up();
    expect(again.ok, again.screen).to.equal(true);
    expect(stack.state.resource("gate")?.outputs).to.include({ status: "success", endpoint: engine.cloud.url });
  });

  it("create, never known to the API: tolerated for 30 s, then nothing is kept", async () => {
    const stack = await engine.stack("unknown", gate("never-made"));
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen).to.match(
      /gateway never-made does not exist in project \w+ at http.*requests in 30s, .*; APIG_NOT_FOUND/s,
    );
    expect(stack.state.resource("gate")).to.equal(undefined);
  });

  for (const [what, break_, text] of [
    ["a 401", { faults: [{ ...always, kind: "status", status: 401 }] }, "HTTP 401 APIC.7102"],
    ["a 403", { faults: [{ ...always, kind: "status", status: 403 }] }, "HTTP 403 APIC.7106"],
    ["no credentials", { env: "" }, "no credential: set a token"],
    ["a gateway that is gone", { gone: 0 }, "HTTP 404 APIC.7302"],
    ["a redirect", { faults: [{ ...always, kind: "redirect" }] }, "A redirect is not followed"],
  ] as const) {
    it(`update, ${what}: the last outputs stay, and the next up succeeds`, async () => {
      const id = `u-${what.replaceAll(/\W/g, "-")}`;
      engine.cloud.setGateway(id, ready);
      const stack = await engine.stack(id, gate(id));
      expect((await stack.up()).ok).to.equal(true);
      const before = stack.state.resource("gate")?.outputs;

      const { env, ...timeline } = { env: engine.cloud.token, ...break_ };
      engine.cloud.setGateway(id, { ...ready, ...timeline });
      stack.setEnv("HW_AUTH_TOKEN", env);
      stack.use(gate(id, { region: "eu-de" }));
      const run = await stack.up();
      expect(run.ok).to.equal(false);
      expect(run.screen).to.include(text);
      const kept = stack.state.resource("gate");
      expect(kept?.outputs).to.deep.equal({ ...before, region: "eu-de" });
      expect(kept?.initErrors).to.have.length(1);

      engine.cloud.setGateway(id, ready);
      stack.setEnv("HW_AUTH_TOKEN", engine.cloud.token);
      const again = await stack.up();
      expect(again.ok, again.screen).to.equal(true);
      expect(stack.state.resource("gate")?.initErrors).to.equal(undefined);
    });
  }

  it("goes on waiting through outages, throttling and answers that make no sense", async () => {
    const turns = (turn: number) => ({ turns: [turn] }) as const;
    engine.cloud.setGateway("bumpy", {
      ...ready,
      faults: [
        { ...turns(1), kind: "status", status: 503 },
        { ...turns(2), kind: "status", status: 429, headers: { "retry-after": "1" } },
        { ...turns(3), kind: "reset" },
        { ...turns(4), kind: "status", status: 502, body: "<html>The backend server is unreachable.</html>" },
      ],
    });
    const stack = await engine.stack("bumpy", gate("bumpy"));
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
    expect(engine.cloud.requests.filter(({ gatewayId }) => gatewayId === "bumpy")).to.have.length(5);
  });

  it("never takes an unknown status for success, and names it when time runs out", async () => {
    engine.cloud.setGateway("odd", { steps: [[0, 100, "verifying"]], end: null, status: "success" });
    const stack = await engine.stack("odd", gate("odd", {}, { customTimeouts: { create: "3s" } }));
    const run = await stack.up();
    expect(run.ok).to.equal(false);
    expect(run.screen)
      .to.include("last seen verifying at 100%")
      .and.include('The API does not document the status "verifying"');
    expect(stack.state.resource("gate")?.outputs).to.include({ status: "verifying", progress: 100 });
  });
});
