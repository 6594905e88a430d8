import { expect } from "chai";
import { outputsOf } from "../../../provider/core/outputs";
import { createPlugin } from "../../../provider/native/front";
import type { Values } from "../../../provider/native/plugin";
import { success } from "../helpers/pollResults";
import { VirtualClock } from "../helpers/virtualClock";

const source = { config: () => undefined, env: {} };
const { diff } = createPlugin({
  version: "1.2.3",
  context: () => ({ source, clock: new VirtualClock(), random: () => 0.5 }),
});

const id = "project/orders";
const target = { instanceId: "orders", projectId: "project", endpoint: "https://api.example.com" };
const outs = { ...outputsOf({}, target, success) };
/** What an import answers as inputs. */
const imported = { instanceId: "orders", triggers: null, region: null };
const program = { instanceId: "orders", triggers: [1], region: "eu-de", failOnError: false };

describe("what a program gives and an imported gateway cannot tell", () => {
  it("is no change, in the import and in the first update after it", () => {
    expect(diff(id, outs, program, imported).changes).to.equal(false);
    expect(diff(id, outs, program, program).changes).to.equal(false);
  });

  const later: [change: string, news: Values, oldInputs: Values, replaces: string[], diffs: string[]][] = [
    ["triggers that change", { ...program, triggers: [2] }, program, ["triggers"], ["triggers"]],
    ["triggers that go", { instanceId: "orders", region: "eu-de" }, program, ["triggers"], ["triggers"]],
    ["triggers that come", program, { instanceId: "orders", region: "eu-de" }, ["triggers"], ["triggers"]],
    [
      "triggers after null",
      program,
      { instanceId: "orders", triggers: null, region: "eu-de" },
      ["triggers"],
      ["triggers"],
    ],
    ["a region that changes", { ...program, region: "eu-nl" }, program, [], ["region"]],
    ["another gateway, at once", { ...program, instanceId: "other" }, imported, ["instanceId"], ["instanceId"]],
  ];
  for (const [change, news, oldInputs, replaces, diffs] of later) {
    it(`${change}: told`, () => {
      expect(diff(id, outs, news, oldInputs)).to.deep.equal({ changes: true, replaces, diffs });
    });
  }

  it("but an address of a public cloud tells its region", () => {
    const there = { ...outs, endpoint: "https://apig.eu-nl.otc.t-systems.com" };
    expect(diff(id, there, program, imported).diffs).to.deep.equal(["region"]);
    expect(diff(id, there, { ...program, region: "EU-NL" }, imported).changes).to.equal(false);
  });
});
