import { expect } from "chai";
import type { Timeline } from "../../emulator";
import { createPlugin } from "../../provider/native/front";
import type { Values } from "../../provider/native/plugin";
import { expectComplete, outputNames, worldOf } from "./helpers/lifecycle";
import { success } from "./helpers/pollResults";

const done: Timeline = { steps: [], end: 0, status: "success" };
/** What a version that is not written yet may add. */
const later = { zones: ["a"], plan: { name: "large" } };
const call = { urn: "urn:pulumi:dev::gate::apig:index:GatewayReadiness::orders", timeout: "5s" };
/** Outputs that a poll fills, of which this version has all and an older one may have lacked any. */
const polled = outputNames.filter((name) => !["instanceId", "projectId", "endpoint"].includes(name));

/** Both fronts, by the same names. */
describe("what another version has written", () => {
  const world = worldOf();
  const fronts = {
    "the npm package": () => {
      const { diff, read, update } = world.lifecycle();
      return {
        diff: (id: string, olds: Values, news: Values) => diff(id, olds, news as never),
        refresh: async (id: string, state: Values) => (await read(id, state as never)).props,
        update: (id: string, olds: Values, news: Values) => update(id, olds, news as never),
      };
    },
    "the plugin": () => {
      const { endpoint, projectId, token: authToken } = world.emulator;
      const plugin = createPlugin({
        version: "1.2.3",
        context: (config) => ({ source: { config, env: {} }, clock: world.clock, random: () => 0.5 }),
      });
      plugin.configure({ endpoint, projectId, authToken }, "default");
      return {
        diff: async (id: string, olds: Values, news: Values) => plugin.diff(id, olds, news, { ...news, ...later }),
        refresh: async (id: string, state: Values) =>
          (await plugin.read(id, state, { instanceId: state.instanceId, ...later }, call))?.outs,
        update: (id: string, olds: Values, news: Values) => plugin.update(id, olds, news, call),
      };
    },
  };

  for (const [name, front] of Object.entries(fronts)) {
    const known = () => {
      const { id, instanceId, outputs, polls } = world.known(done, success);
      return { id, news: { instanceId }, outputs: outputs as unknown as Values, polls };
    };

    it(`${name}: outputs that only a newer version has are no change; refresh and up take them out`, async () => {
      const { id, news, outputs, polls } = known();
      const state = { ...outputs, ...later };
      expect((await front().diff(id, state, news)).changes).to.equal(false);
      expect(polls()).to.equal(0);
      expectComplete(await front().refresh(id, state));
      expectComplete((await front().update(id, state, news)).outs);
    });

    for (const output of polled) {
      it(`${name}: a state without ${output} gets it from the first up, or a refresh, and nothing is replaced`, async () => {
        const { id, news, outputs } = known();
        const { [output]: _, ...state } = outputs;
        const { changes, replaces } = await front().diff(id, state, news);
        expect([changes, replaces]).to.deep.equal([true, []]);
        const { outs } = await front().update(id, state, news);
        expectComplete(outs);
        expect(await front().refresh(id, state)).to.deep.equal(outs);
        expect((await front().diff(id, outs as never, news)).changes).to.equal(false);
      });
    }
  }

  it("the npm package: what a newer version's constructor adds for itself is no argument", async () => {
    const { failures } = await world.lifecycle().check({}, { instanceId: "gw", __later: "x" } as never);
    expect(failures).to.deep.equal([]);
  });

  it("the plugin: an argument of a newer SDK is refused by name, with this version and what to install", async () => {
    const { check, invoke } = createPlugin({
      version: "1.2.3",
      context: (config) => ({ source: { config, env: {} }, clock: world.clock, random: () => 0.5 }),
    });
    const told =
      "; this is plugin 1.2.3; if your SDK has this argument, install a newer plugin (npx pulumi-apig plugin install)";
    const [failure, ...others] = check({ instanceId: "gw", zones: ["a"], region: null, plan: null });
    expect([failure?.property, others]).to.deep.equal(["zones", []]);
    expect(failure?.reason)
      .to.match(/^is an unknown argument; valid arguments are instanceId, /)
      .and.satisfy((reason: string) => reason.endsWith(told));
    const { failures } = await invoke("apig:index:getGatewayProgress", { instanceId: "gw", zones: 1 });
    expect(failures?.[0]?.reason)
      .to.match(/^zones is an unknown argument/)
      .and.satisfy((reason: string) => reason.endsWith(told));
    expect(check({ instanceId: "a b" })[0]?.reason).not.to.include("1.2.3");
  });
});
