import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { createPlugin } from "../../../provider/native/front";
import type { Plugin, Values } from "../../../provider/native/plugin";
import { rejection } from "../helpers/lifecycle";
import { VirtualClock } from "../helpers/virtualClock";

const ready = { steps: [], end: 0, status: "success" } as const;
const failed = { ...ready, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." } as const;
const operation = { urn: "urn:pulumi:dev::gate::apig:index:GatewayReadiness::orders", timeout: "2s" };
const triggers = (value: number): Values => ({ triggers: [1, { a: [value] }] });
const accepted = { instanceId: "failed", failOnError: false };

/** As a program has it before and after; `moved` stands for the same place under another name. */
type Args = (place: { readonly url: string; readonly moved: string; readonly projectId: string }) => Values;
const rows: readonly [what: string, from: Args, to: Args, op: "same" | "update" | "replace"][] = [
  ["the project, given as it is", () => ({}), ({ projectId }) => ({ projectId }), "same"],
  ["a region that is given", () => ({}), () => ({ region: "eu-de" }), "update"],
  ["another endpoint", ({ url }) => ({ endpoint: url }), ({ moved }) => ({ endpoint: moved }), "update"],
  ["a slash at its end", ({ moved }) => ({ endpoint: moved }), ({ moved }) => ({ endpoint: `${moved}/` }), "same"],
  ["a default that is given", () => ({}), () => ({ failOnError: true }), "same"],
  ["nothing but the id any more", ({ projectId }) => ({ projectId, region: "eu-de" }), () => ({}), "same"],
  ["no endpoint any more, where the settings have another", ({ moved }) => ({ endpoint: moved }), () => ({}), "update"],
  ["triggers that are given", () => ({}), () => triggers(2), "replace"],
  ["triggers that are equal", () => triggers(2), () => triggers(2), "same"],
  ["triggers that change deep inside", () => triggers(2), () => triggers(3), "replace"],
  ["another gateway", () => ({}), () => ({ instanceId: "second" }), "replace"],
  ["another project", () => ({}), () => ({ projectId: "another" }), "replace"],
  ["a failed gateway that stays accepted", () => accepted, () => accepted, "same"],
  ["a failed gateway that is accepted no more", () => accepted, () => ({ instanceId: "failed" }), "update"],
];

describe("what counts as a change for the plugin", () => {
  let cloud: Emulator;
  let plugin: Plugin;
  before(async () => {
    const clock = new VirtualClock();
    const now = () => Date.UTC(2026, 0, 2) + clock.now();
    cloud = await startEmulator({ now, gateways: { ready, second: ready, failed } });
    const context = (config: (key: string) => string | undefined) => ({
      ...{ source: { config, env: {} }, clock, random: () => 0.5 },
    });
    plugin = createPlugin({ version: "1.2.3", context });
  });
  beforeEach(() => configure(cloud.url));
  after(() => cloud.close());

  const configure = (endpoint: string) => {
    const { projectId, token: authToken } = cloud;
    plugin.configure({ endpoint, projectId, authToken }, "default");
  };
  const elsewhere = () => cloud.url.replace("127.0.0.1", "localhost");
  const all = (args: Values): Values => ({ instanceId: "ready", ...args });
  const made = (args: Values) => plugin.create(args, operation);
  function operationFor(id: string, outs: Values, news: Values, olds: Values): string {
    const { changes, replaces } = plugin.diff(id, outs, news, olds);
    return replaces.length > 0 ? "replace" : changes ? "update" : "same";
  }

  it("each argument that changes updates or replaces, and what says the same does nothing; none asks the API", async () => {
    const { url, projectId } = cloud;
    const place = { url, moved: elsewhere(), projectId };
    const told: Record<string, string> = {};
    for (const [what, from, to] of rows) {
      const [olds, news] = [all(from(place)), all(to(place))];
      const { id, outs } = await made(olds);
      const before = cloud.requests.length;
      told[what] = operationFor(id, outs as Values, news, olds);
      expect(cloud.requests.length, what).to.equal(before);
    }
    expect(told).to.deep.equal(Object.fromEntries(rows.map(([what, , , op]) => [what, op])));
  });

  it("the provider's endpoint moves in place what names none itself", async () => {
    const [plain, own] = [{ instanceId: "ready" }, { instanceId: "ready", endpoint: cloud.url }];
    const [first, second] = [await made(plain), await made(own)];
    configure(elsewhere());
    expect(operationFor(first.id, first.outs as Values, plain, plain)).to.equal("update");
    expect(operationFor(second.id, second.outs as Values, own, own)).to.equal("same");
    expect((await plugin.update(first.id, first.outs as Values, plain, operation)).outs).to.include({
      endpoint: elsewhere(),
    });
  });

  it("an update that names another gateway than the id is refused, without a request", async () => {
    const { id, outs } = await made({ instanceId: "ready" });
    const before = cloud.requests.length;
    const error = await rejection(plugin.update(id, outs as Values, { instanceId: "second" }, operation));
    expect(error.message).to.include('instanceId cannot change to "second" in an update');
    expect(cloud.requests.length).to.equal(before);
  });
});
