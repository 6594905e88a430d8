import { expect } from "chai";
import * as apig from "pulumi-apig";
import type { Fault } from "../../emulator";
import { Engine } from "./helpers/engine";

const creating = { steps: [[0, 30]] as [number, number][], end: null, status: "success" } as const;
const ready = { ...creating, end: 0 };
const always = (fault: Fault) => ({ ...creating, faults: [fault] });
const throttles = (wish: string) => always({ kind: "status", status: 429, headers: { "retry-after": wish } });

describe("how long an operation takes at most", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.start();
  });
  after(() => engine.stop());

  it("create: at most 2 s more than customTimeouts.create, whatever the server does or asks for", async () => {
    const gateways = {
      "asks-for-a-minute": throttles("60"),
      "asks-for-ages": throttles("99999999999"),
      "asks-for-9999": throttles("Fri, 31 Dec 9999 23:59:59 GMT"),
      "asks-with-503": always({ kind: "status", status: 503, headers: { "retry-after": "600" } }),
      hangs: always({ kind: "hang" }),
      // Nothing is wrong with it, but its host holds everybody back.
      quiet: creating,
    };
    for (const [id, timeline] of Object.entries({ ...gateways, ready })) engine.cloud.setGateway(id, timeline);
    const stack = await engine.stack("late", async () => {
      // Shows first that the credential is good: until then its requests go one at a time.
      const dependsOn = new apig.GatewayReadiness("ready", { instanceId: "ready" });
      for (const instanceId of Object.keys(gateways)) {
        new apig.GatewayReadiness(instanceId, { instanceId }, { customTimeouts: { create: "4s" }, dependsOn });
      }
    });
    const run = await stack.up({ continueOnError: true, parallel: 10 });
    expect(run.ok).to.equal(false);
    const timesOf = (id: string) => engine.asked(id).map(({ time }) => Date.parse(time));
    const first = Math.min(...Object.keys(gateways).flatMap(timesOf));
    for (const id of Object.keys(gateways))
      expect(run.screen).to.match(
        new RegExp(
          `gateway ${id} (is not ready after|could not be queried: the API (did not answer|returned no status) for) [4-7]s`,
        ),
      );
    // The last request is at the deadline; not everybody's, where the machine is too busy to send it in time.
    const atDeadline = Object.keys(gateways).filter((id) => (timesOf(id).at(-1) ?? 0) - first >= 3_500);
    expect(atDeadline).to.have.length.at.least(3);
  });

  it("a refresh of 200 ready gateways at a second for each answer: each gets its turn, and one bad answer fails none", async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `many-${index}`);
    for (const id of ids) engine.cloud.setGateway(id, ready);
    const stack = await engine.stack("many", async () => {
      for (const instanceId of ids) new apig.GatewayReadiness(instanceId, { instanceId });
    });
    const up = await stack.up({ parallel: 200 });
    expect(up.ok, up.screen).to.equal(true);
    const slow = { kind: "slow", seconds: 100 } as const;
    for (const id of ids) engine.cloud.setGateway(id, { ...ready, faults: [slow] });
    const bad: Readonly<Record<string, Fault>> = {
      "many-7": { kind: "status", status: 429, turns: [1] },
      "many-20": { kind: "status", status: 503, turns: [1] },
      "many-40": { kind: "reset", turns: [1] },
    };
    for (const [id, fault] of Object.entries(bad)) engine.cloud.setGateway(id, { ...ready, faults: [fault, slow] });
    const run = await stack.refresh({ parallel: 200 });
    expect(run.ok, run.screen).to.equal(true);
    expect(run.screen).to.match(/20\d unchanged/);
  });
});
