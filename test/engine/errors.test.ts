import { expect } from "chai";
import * as apig from "pulumi-apig";
import { Engine } from "./helpers/engine";
import type { InlineStack, Run } from "./helpers/inlineStack";

const ready = { steps: [[0, 50]] as [number, number][], end: 0, status: "success" } as const;

/** A resource for each gateway, which has its name. */
interface Gate {
  readonly args?: Partial<apig.GatewayReadinessArgs>;
  readonly opts?: apig.GatewayReadinessOptions;
}
const gates = (gateways: Readonly<Record<string, Gate>>) => async () => {
  for (const [instanceId, { args, opts }] of Object.entries(gateways)) {
    new apig.GatewayReadiness(instanceId, { instanceId, ...args }, opts);
  }
};
const within = (create: string) => ({ customTimeouts: { create } });
const together = { continueOnError: true, parallel: 10 };

describe("what stays in the state when a wait ends badly", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start();
  });
  after(() => engine.stop());

  describe("one up of many gateways", () => {
    const offline = "http://127.0.0.1:9";
    let stack: InlineStack;
    let run: Run;
    before(async () => {
      const turns = (turn: number) => ({ turns: [turn] }) as const;
      engine.cloud.setGateway("vanishes", { steps: [[0, 30]], end: 900, status: "success", gone: 150 });
      engine.cloud.setGateway("later", ready);
      engine.cloud.setGateway("odd", { steps: [[0, 100, "verifying"]], end: null, status: "success" });
      engine.cloud.setGateway("bumpy", {
        ...ready,
        faults: [
          { ...turns(1), kind: "status", status: 503 },
          { ...turns(2), kind: "status", status: 429, headers: { "retry-after": "1" } },
          { ...turns(3), kind: "reset" },
          { ...turns(4), kind: "status", status: 502, body: "<html>The backend server is unreachable.</html>" },
        ],
      });
      const later = { args: { endpoint: offline }, opts: within("2s") };
      const program = gates({ vanishes: {}, later, odd: { opts: within("3s") }, bumpy: {}, "never-made": {} });
      stack = await engine.stack("many", program);
      run = await stack.up(together);
      expect(run.ok).to.equal(false);
    });

    it("create, gone in the middle: the last outputs and the reason", () => {
      expect(run.screen)
        .to.include("gateway vanishes no longer exists: last seen creating at 30%")
        .and.include("HTTP 404 APIC.7302");
      const kept = stack.state.resource("vanishes");
      expect(kept?.outputs).to.include({ status: "creating", progress: 30, errorCode: null, creationSeconds: null });
      expect(kept?.initErrors?.[0]).to.include("no longer exists");
    });

    it("create, never known to the API: tolerated for 30 s, then nothing is kept", () => {
      expect(run.screen).to.match(
        /gateway never-made does not exist in project \w+ at http.*requests in 30s, .*; APIG_NOT_FOUND/s,
      );
      expect(stack.state.resource("never-made")).to.equal(undefined);
    });

    it("goes on waiting through outages, throttling and answers that make no sense", () => {
      const { outputs, initErrors } = stack.state.resource("bumpy") ?? {};
      expect(outputs, run.screen).to.include({ status: "success" });
      expect(initErrors).to.equal(undefined);
      expect(engine.asked("bumpy")).to.have.length(5);
    });

    it("never takes an unknown status for success, and names it when time runs out", () => {
      expect(run.screen)
        .to.include("last seen verifying at 100%")
        .and.include('The status "verifying" is not documented');
      expect(stack.state.resource("odd")?.outputs).to.include({ status: "verifying", progress: 100 });
    });

    it("create, no network at all: nothing seen, but the next up goes on waiting", async () => {
      expect(run.screen)
        .to.match(/gateway later could not be queried: the API did not answer for \d+s; last problem: /)
        .and.include(`${offline}: connect ECONNREFUSED`);
      const unseen = { status: null, progress: null, instanceId: "later", endpoint: offline };
      expect(stack.state.resource("later")?.outputs).to.include(unseen);
      stack.use(gates({ later: {} }));
      const again = await stack.up();
      expect(again.ok, again.screen).to.equal(true);
      expect(stack.state.resource("later")?.outputs).to.include({ status: "success", endpoint: engine.cloud.url });
    });
  });

  describe("an update of gateways that were ready", () => {
    const reasons = {
      forbidden: "HTTP 403 APIC.7106",
      gone: "HTTP 404 APIC.7302",
      moved: "Redirects are not followed",
    };
    const ids = Object.keys(reasons);
    const all = (args: Gate["args"] = {}) => gates(Object.fromEntries(ids.map((id) => [id, { args }])));
    const token = (value: string) => stack.useEnv({ HW_AUTH_TOKEN: value });
    let stack: InlineStack;
    const mend = () => {
      for (const id of ids) engine.cloud.setGateway(id, ready);
      token(engine.cloud.token);
    };
    before(async () => {
      stack = await engine.stack("update", all());
      mend();
      const run = await stack.up();
      expect(run.ok, run.screen).to.equal(true);
    });

    const answers = () => {
      engine.cloud.setGateway("forbidden", { ...ready, faults: [{ kind: "status", status: 403 }] });
      engine.cloud.setGateway("gone", { ...ready, gone: 0 });
      engine.cloud.setGateway("moved", { ...ready, faults: [{ kind: "redirect" }] });
    };
    const same = (text: string) => Object.fromEntries(ids.map((id) => [id, text]));
    const rows: readonly [what: string, damage: () => void, reasons: Readonly<Record<string, string>>][] = [
      ["a 403, a gateway that is gone, a redirect", answers, reasons],
      ["a 401", () => token("refused"), same("HTTP 401 APIC.7102")],
      ["no credentials", () => token(""), same("no credential: set a token")],
    ];
    for (const [index, [what, damage, reasons]] of rows.entries()) {
      it(`update, ${what}: the last outputs stay, and the next up succeeds`, async () => {
        const region = `eu-${index}`;
        const before = ids.map((id) => stack.state.resource(id)?.outputs);
        damage();
        stack.use(all({ region }));
        const run = await stack.up(together);
        expect(run.ok).to.equal(false);
        const kept = ids.map((id) => stack.state.resource(id));
        expect(kept.map((it) => it?.outputs)).to.deep.equal(before.map((outputs) => ({ ...outputs, region })));
        for (const [index, id] of ids.entries()) {
          expect(run.screen).to.include(reasons[id]);
          expect(kept[index]?.initErrors).to.have.length(1);
          expect(kept[index]?.initErrors?.[0]).to.include(reasons[id]);
        }
        mend();
        const again = await stack.up();
        expect(again.ok, again.screen).to.equal(true);
        expect(stack.state.resources().filter(({ initErrors }) => initErrors)).to.deep.equal([]);
      });
    }
  });
});
