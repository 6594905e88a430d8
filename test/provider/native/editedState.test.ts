import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { createPlugin } from "../../../provider/native/front";
import type { Plugin, Values } from "../../../provider/native/plugin";
import { expectComplete, outputNames, plainError } from "../helpers/lifecycle";
import { VirtualClock } from "../helpers/virtualClock";

const ready = { steps: [], end: 0, status: "success" } as const;
const down = { ...ready, faults: [{ kind: "status", status: 503 }] } as const;
const failed = { ...ready, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const operation = { urn: "urn:pulumi:dev::gate::apig:index:GatewayReadiness::orders", timeout: "2s" };

describe("the plugin, asked about what a state holds", () => {
  let cloud: Emulator;
  let plugin: Plugin;
  before(async () => {
    const clock = new VirtualClock();
    const now = () => Date.UTC(2026, 0, 2) + clock.now();
    cloud = await startEmulator({ now, gateways: { ready, down, failed } });
    const source = (config: (key: string) => string | undefined) => ({ config, env: {} });
    const context = (config: (key: string) => string | undefined) => ({
      ...{ source: source(config), clock, random: () => 0.5 },
    });
    plugin = createPlugin({ version: "1.2.3", context });
    const { endpoint, projectId, token: authToken } = cloud;
    plugin.configure({ endpoint, projectId, authToken }, "default");
  });
  after(() => cloud.close());

  const idOf = (gateway: string) => `${cloud.projectId}/${gateway}`;
  /** As the state has it when a ready gateway was made, but for what somebody has edited. */
  const stateOf = async (gateway: string, edited: object): Promise<Values> => {
    const { outs } = await plugin.create({ instanceId: "ready" }, operation);
    return JSON.parse(JSON.stringify({ ...outs, instanceId: gateway, ...edited }));
  };
  const refresh = (gateway: string, state: Values) =>
    plugin.read(idOf(gateway), state, { instanceId: gateway }, operation);

  for (const name of outputNames.filter((each) => each !== "endpoint")) {
    for (const value of [undefined, 7]) {
      it(`output ${name} ${value ?? "deleted"}: refresh and up write it anew; without an answer, the state is named`, async () => {
        const state = await stateOf("ready", { [name]: value });
        const found = await refresh("ready", state);
        expectComplete(found?.outs);
        expect(found?.outs).to.include({ status: "success", instanceId: "ready" });
        const news = { instanceId: "ready" };
        const { replaces, changes } = plugin.diff(idOf("ready"), state, news, news);
        const isMissed = name === "status" || (value === undefined && !["instanceId", "projectId"].includes(name));
        expect([replaces, changes]).to.deep.equal([[], isMissed]);
        expect((await plugin.update(idOf("ready"), state, news, operation)).outs).to.deep.equal(found?.outs);
        const { message } = await plainError(refresh("down", await stateOf("down", { [name]: value })));
        expect(message)
          .to.match(/could not be refreshed: .*; the state (has no status|keeps success)/)
          .and.match(/\nRun pulumi refresh again/)
          .and.not.match(/undefined|argument/);
      });
    }
  }

  it("a ready gateway and no answer: the state keeps success, for how long nobody answered, and the refresh again", async () => {
    const { message } = await plainError(refresh("down", await stateOf("down", {})));
    expect(message).to.match(
      /^gateway down could not be refreshed: the API returned no status for [89]s; the state keeps success, as last seen \(its creation ended at \S+Z\); last problem: HTTP 503.*\nRun pulumi refresh again\.\n\(\d requests in /,
    );
    expect(message).to.not.match(/not ready|never seen|customTimeouts|pulumi up/);
  });

  it("an import gives the advice of an import, .get() that of .get()", async () => {
    const imported = await plainError(plugin.read("failed", {}, undefined, operation));
    expect(imported.message)
      .to.match(/cannot be imported: .* and import that one\./)
      .and.not.match(/pulumi up|replace/);
    const late = await plainError(plugin.read("down", {}, undefined, operation));
    expect(late.message)
      .to.match(/\nImport it again to continue waiting\.\n/)
      .and.not.match(/pulumi up|customTimeouts/);
    const got = await plainError(plugin.read("failed", {}, {}, operation));
    expect(got.message)
      .to.match(/set its id here\. With failOnError: false, get accepts/)
      .and.not.match(/replace/);
  });
});
