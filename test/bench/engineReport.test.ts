import { expect } from "chai";
import { besides, cases } from "../../bench/engine/cases";
import type { Cost } from "../../bench/engine/cost";
import { excessOf, ratioOf, reportOf } from "../../bench/engine/report";

describe("bench on the engine", () => {
  it("reports medians, and medians of the rounds' own ratios", () => {
    const round = (seconds: number): Cost => ({ seconds, cpuSeconds: 2 * seconds, bytes: 1000 * seconds });
    const [ours, slow, plugin, dynamic, nothing] = [
      [10, 30, 20],
      [11, 33, 22],
      [5, 15, 10],
      [20, 20, 40],
      [10, 10, 10],
    ].map((seconds) => seconds.map(round)) as [Cost[], Cost[], Cost[], Cost[], Cost[]];
    const costs = new Map(cases.map((one, index) => [one, [ours, slow, plugin, dynamic, nothing][index] as Cost[]]));
    const [head, , first, second, , , last] = reportOf(cases, costs).split("\n");
    expect(head).to.equal(
      "| registered by | seconds | CPU, seconds | state, KB | seconds / dynamic.Resource | CPU / dynamic.Resource | state / dynamic.Resource | seconds / nothing | CPU / nothing | state / nothing |",
    );
    expect(first).to.equal("| pulumi-apig | 20.0 | 40.0 | 20 | 0.50 | 0.50 | 0.50 | 2.00 | 2.00 | 2.00 |");
    expect(second).to.contain("| pulumi-apig, 50 ms for each answer | 22.0 | 44.0 | 22 |");
    expect(ratioOf(plugin, ours, "seconds")).to.equal("0.50");
    // (10 - 4) / (11 - 4), (30 - 4) / (33 - 4), (20 - 4) / (22 - 4)
    expect(excessOf([ours, slow, [4, 4, 4].map(round)], "cpuSeconds")).to.equal("0.89");
    expect(last).to.match(/nothing \| 10\.0 .*\| 1\.00 \| 1\.00 \| 1\.00 \|$/);
  });

  it("measures another folder's package beside this one's, and what is nobody's once", () => {
    const names = besides("../before").map(({ name, from = "here" }) => `${name}: ${from}`);
    expect(names.slice(0, 2)).to.deep.equal(["pulumi-apig: here", "pulumi-apig, before: ../before"]);
    expect(names.filter((name) => name.endsWith("../before"))).to.have.length(3);
    expect(names).to.have.length(cases.length + 3);
  });
});
