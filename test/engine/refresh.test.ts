import { expect } from "chai";
import * as apig from "pulumi-apig";
import { startEmulator } from "../../emulator";
import { Engine } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";

const creating = { steps: [[0, 30]], end: null, status: "success" } as const;
const ready = { ...creating, end: 0 } as const;
const failed = { ...ready, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;

interface Gate {
  readonly args?: Partial<apig.GatewayReadinessArgs>;
  readonly opts?: apig.GatewayReadinessOptions;
}
/** A resource for each gateway, named as it is. */
const program = (gates: Readonly<Record<string, Gate>>) => async () => {
  for (const [instanceId, { args, opts }] of Object.entries(gates)) {
    new apig.GatewayReadiness(instanceId, { instanceId, ...args }, opts);
  }
};
const wereReady = { ready: {}, broken: {}, accepted: { args: { failOnError: false } }, removed: {}, outage: {} };
const neverReady = {
  "one-poll": { opts: { customTimeouts: { create: "1s", read: "0s" } } },
  patient: { opts: { customTimeouts: { create: "1s", read: "4s" } } },
};

describe("pulumi refresh", () => {
  let engine: Engine;
  let stack: InlineStack;
  before(async () => {
    engine = await Engine.start();
    for (const id of Object.keys(wereReady)) engine.cloud.setGateway(id, ready);
    for (const id of Object.keys(neverReady)) engine.cloud.setGateway(id, creating);
    stack = await engine.stack("refreshed", program(wereReady));
    const run = await stack.up();
    expect(run.ok, run.screen).to.equal(true);
  });
  after(() => engine.stop());

  const polls = (id: string) => engine.asked(id).length;
  const outputsOf = (id: string) => stack.state.resource(id)?.outputs;

  it("sends one request for a gateway that is ready, also with up --refresh, preview --refresh and --target", async () => {
    const urn = stack.state.resource("ready")?.urn;
    const ways = [
      () => stack.refresh({ target: [urn] }),
      () => stack.previewRefresh(),
      () => stack.preview({ refresh: true, expectNoChanges: true }),
      () => stack.up({ refresh: true, expectNoChanges: true }),
    ];
    for (const way of ways) {
      const before = polls("ready");
      const run = await way();
      expect(run.ok, run.screen).to.equal(true);
      expect(polls("ready") - before).to.equal(1);
      expect(run.screen).not.to.match(/unhealthy|updated|deleted/);
    }
  });

  describe("after the cloud has changed", () => {
    let run: Run;
    const pollsBefore: Record<string, number> = {};
    before(async () => {
      stack.use(program({ ...wereReady, ...neverReady }));
      expect((await stack.up({ continueOnError: true })).ok).to.equal(false);
      engine.cloud.setGateway("broken", failed);
      engine.cloud.setGateway("accepted", failed);
      engine.cloud.removeGateway("removed");
      for (const id of ["ready", ...Object.keys(neverReady)]) pollsBefore[id] = polls(id);
      stack.useEnv({ HW_PROJECT_ID: "another-project" });
      run = await stack.refresh();
      expect(run.ok, run.screen).to.equal(true);
    });

    const pollsOfRefresh = (id: string) => polls(id) - (pollsBefore[id] ?? 0);
    /** What the screen says of one resource. */
    const told = (id: string) => run.screen.split(/^(?= {2}pulumi-)/m).find((part) => part.includes(` (${id}):`)) ?? "";

    it("uses the endpoint and project of the state, whatever the environment says now", () => {
      expect(run.ok, run.screen).to.equal(true);
      expect(outputsOf("ready")).to.include({ status: "success", projectId: engine.cloud.projectId });
      expect(pollsOfRefresh("ready")).to.equal(1);
      expect(told("ready")).to.equal("");
    });

    it("takes the outputs and goes on when failOnError is false", () => {
      expect(told("accepted")).to.equal("");
      expect(outputsOf("accepted")).to.include({ status: "failed", errorCode: "APIC.9218" });
      expect(stack.state.resource("accepted")?.initErrors).to.equal(undefined);
    });

    it("forgets a gateway that is gone", () => {
      expect(stack.state.resource("removed")).to.equal(undefined);
    });

    it("waits for customTimeouts.read while the gateway is being created, 0s being one request", () => {
      for (const [id, atLeast, atMost] of [
        ["one-poll", 1, 1],
        ["patient", 2, 5],
      ] as const) {
        expect(told(id)).to.include("unhealthy").and.include("customTimeouts.read");
        expect(pollsOfRefresh(id)).to.be.within(atLeast, atMost);
        expect(outputsOf(id)).to.include({ status: "creating", progress: 30 });
      }
    });

    it("leaves the state as it is when no request succeeds", async () => {
      const before = outputsOf("outage");
      const fault = { kind: "status", status: 503 } as const;
      engine.cloud.setGateway("outage", { ...ready, faults: [fault] });
      const run = await stack.refresh({ target: [stack.state.resource("outage")?.urn] });
      expect(run.ok).to.equal(false);
      expect(run.screen)
        .to.include("gateway outage could not be refreshed: the API returned no status for ")
        .and.include("HTTP 503");
      expect(run.screen).to.match(/the state keeps success, as last seen.*Run pulumi refresh again\./s);
      expect(run.screen).not.to.match(/not ready|never seen|customTimeouts/);
      expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
      expect(outputsOf("outage")).to.deep.equal(before);
    });

    it("keeps the reason when the gateway failed since, and up says it again until it is replaced", async () => {
      expect(told("broken"))
        .to.include("Refreshed resource is in an unhealthy state")
        .and.include("APIC.9218 insufficient quota");
      expect(run.screen).not.to.match(/^\s+at .*:\d+:\d+/m);
      expect(run.screen, "the reason, once more, as an error of the stack").not.to.match(/Error: gateway/);
      expect(outputsOf("broken")).to.include({ status: "failed", errorCode: "APIC.9218", instanceId: "broken" });
      expect(stack.state.resource("broken")?.initErrors?.[0]).to.include("APIC.9218");

      stack.use(program({ broken: {} }));
      stack.useEnv({});
      const again = await stack.up();
      expect(again.ok).to.equal(false);
      expect(again.screen).to.include("APIC.9218 insufficient quota");
      engine.cloud.setGateway("broken", ready);
      const mended = await stack.up();
      expect(mended.ok, mended.screen).to.equal(true);
      expect(stack.state.resource("broken")?.initErrors).to.equal(undefined);
    });
  });

  it("a ready gateway and an API that cannot be reached: says for how long, what the state keeps, and to refresh again", async () => {
    const away = await startEmulator({ gateways: { away: ready } });
    const stack = await engine.stack("away", program({ away: {} }), {
      config: { "apig:endpoint": { value: away.url } },
    });
    const up = await stack.up().finally(() => away.close());
    expect(up.ok, up.screen).to.equal(true);
    const { ok, screen } = await stack.refresh();
    expect(ok).to.equal(false);
    expect(screen)
      .to.match(
        /gateway away could not be refreshed: the API did not answer for \d+s; the state keeps success, as last seen/,
      )
      .and.include("ECONNREFUSED")
      .and.include("Run pulumi refresh again.")
      .and.not.match(/not ready|never seen|customTimeouts|pulumi up/);
    expect(stack.state.resource("away")?.outputs).to.include({ status: "success" });
  });

  it("a status that somebody deleted from the state: refresh writes it anew, up too", async () => {
    engine.cloud.setGateway("edited", ready);
    const stack = await engine.stack("edited", program({ edited: {} }));
    expect((await stack.up()).ok).to.equal(true);
    for (const mend of [() => stack.refresh(), () => stack.up()]) {
      stack.state.edit(/,\s*"status":\s*"success"/, "");
      const { ok, screen } = await mend();
      expect(ok, screen).to.equal(true);
      expect(stack.state.resource("edited")?.outputs).to.include({ status: "success", instanceId: "edited" });
    }
  });

  it("moves with the stack config: up in place with one request, refresh --run-program asks there, a plain refresh stays", async () => {
    engine.cloud.setGateway("relocated", ready);
    const stack = await engine.stack("relocated", program({ relocated: {} }));
    expect((await stack.up()).ok).to.equal(true);
    const { url } = engine.cloud;
    const elsewhere = url.replace("127.0.0.1", "localhost");
    const endpointOf = () => stack.state.resource("relocated")?.outputs?.endpoint;
    const expectAt = async (run: Promise<Run>, endpoint: string, requests: number) => {
      const before = polls("relocated");
      const { ok, screen } = await run;
      expect(ok, screen).to.equal(true);
      expect([endpointOf(), polls("relocated") - before]).to.deep.equal([endpoint, requests]);
    };
    await stack.setConfig("apig:endpoint", elsewhere);
    await expectAt(stack.refresh(), url, 1);
    await expectAt(stack.up(), elsewhere, 1);
    await expectAt(stack.up(), elsewhere, 0);
    await stack.setConfig("apig:endpoint", url);
    await expectAt(stack.refresh({ runProgram: true }), url, 1);
    await expectAt(stack.up(), url, 0);
  });
});
