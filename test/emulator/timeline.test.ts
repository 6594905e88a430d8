import { expect } from "chai";
import { scenarios } from "../../emulator/scenarios";
import { stateAt, type Timeline } from "../../emulator/timeline";

describe("stateAt", () => {
  const creating = { errorCode: null, errorMsg: null, status: "creating" };
  const failing: Timeline = {
    steps: [
      [0, 30],
      [9, 0],
    ],
    end: 10,
    status: "failed",
    errorCode: "APIC.9218",
  };
  const cases: [name: string, timeline: Timeline, elapsed: number, expected: object | undefined][] = [
    ["starts at 0 before the first step", { steps: [[5, 30]], end: 9 }, 4, { ...creating, progress: 0, changedAt: 0 }],
    ["holds a step from its second on", scenarios.success, 60, { ...creating, progress: 50, changedAt: 60 }],
    ["keeps it until the next", scenarios.success, 179.9, { ...creating, progress: 50, changedAt: 60 }],
    ["is not over before the end", scenarios.success, 323.9, { ...creating, progress: 90, changedAt: 270 }],
    ["is over at the end", scenarios.success, 324, { ...creating, status: "success", progress: 100, changedAt: 324 }],
    [
      "fails with its code and last progress",
      failing,
      10,
      { status: "failed", progress: 0, errorCode: "APIC.9218", errorMsg: null, changedAt: 10 },
    ],
    [
      "shows a step's own status word",
      {
        steps: [
          [0, 30],
          [5, 30, "verifying"],
        ],
        end: 9,
      },
      6,
      { ...creating, status: "verifying", progress: 30, changedAt: 5 },
    ],
    [
      "goes back where the steps do",
      {
        steps: [
          [0, 80],
          [5, 30],
        ],
        end: 9,
      },
      6,
      { ...creating, progress: 30, changedAt: 5 },
    ],
    ["never ends without an end", scenarios["stuck-at-90"], 1e9, { ...creating, progress: 90, changedAt: 270 }],
    [
      "is there until it is gone",
      { steps: [[0, 30]], end: 9, gone: 20 },
      19,
      { ...creating, status: "success", progress: 100, changedAt: 9 },
    ],
    ["is not there once it is gone", { steps: [[0, 30]], end: 9, gone: 20 }, 20, undefined],
  ];
  for (const [name, timeline, elapsed, expected] of cases) {
    it(name, () => expect(stateAt(timeline, elapsed)).to.deep.equal(expected));
  }
});
