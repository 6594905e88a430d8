import { expect } from "chai";
import { scenarios } from "../../emulator";
import { gatewayProblems } from "../../emulator/timelineSchema";

describe("gatewayProblems", () => {
  const full = {
    steps: [
      [0, 30],
      [5, 30, "verifying"],
    ],
    end: 324,
    status: "failed",
    errorCode: null,
    errorMsg: "create failed...",
    age: 10,
    gone: 400,
    faults: [
      { kind: "status", from: 100, to: 130, turns: [1, 2], status: 503, body: { any: "thing" }, headers: { a: "b" } },
      { kind: "redirect", location: "http://elsewhere.example/" },
      { kind: "huge", bytes: 1e12, fill: "<", reused: true },
      { kind: "slow", seconds: 30 },
    ],
  };
  const right: unknown[] = [
    {},
    { gw: "success" },
    { gw: full },
    { "p-1/gw": full },
    { gw: { steps: [], end: null } },
    scenarios,
  ];
  for (const content of right) {
    it(`accepts ${JSON.stringify(content).slice(0, 60)}`, () => expect(gatewayProblems(content)).to.deep.equal([]));
  }

  const steps = [[0, 30]];
  const wrong: [content: unknown, ...problems: string[]][] = [
    [[], "the file must hold a JSON object from gateway id to timeline, got []"],
    [{ "a b": "success" }, 'gateway "a b": the id must be 1 to 64 letters, digits, - or _'],
    [
      { gw: "succes" },
      'gateway "gw": must be one of the scenarios success, quota, resources, other, slow, stuck-at-90, got "succes"',
    ],
    [{ gw: 3 }, 'gateway "gw": must be a timeline or the name of a scenario, got 3'],
    [{ gw: null }, 'gateway "gw": must be a timeline or the name of a scenario, got null'],
    [{ gw: { end: 1 } }, 'gateway "gw": steps is required'],
    [{ gw: { steps: "x" } }, 'gateway "gw": steps must be a list, got "x"'],
    [
      { gw: { steps: [[0, 101]] } },
      'gateway "gw": steps[0] must be [seconds >= 0, progress 0..100 in whole percent] with an optional status word as third, got [0,101]',
    ],
    [
      {
        gw: {
          steps: [
            [5, 1],
            [4, 2],
          ],
        },
      },
      'gateway "gw": steps must be in ascending order of seconds, got [[5,1],[4,2]]',
    ],
    [{ gw: { steps, status: "done" } }, 'gateway "gw": status must be success or failed, got "done"'],
    [{ gw: { steps, ends: 3 } }, 'gateway "gw": has unknown fields: ends'],
    [{ gw: { steps, faults: [{ from: 1 }] } }, 'gateway "gw": faults[0].kind is required'],
    [{ gw: { steps, faults: [{ kind: "hang", when: 1 }] } }, 'gateway "gw": faults[0] has unknown fields: when'],
    [
      { gw: { steps, faults: [{ kind: "status", status: 99 }] } },
      'gateway "gw": faults[0].status must be 200..599, got 99',
    ],
    [
      { gw: { steps, faults: [{ kind: "huge", fill: "", reused: 1 }] } },
      'gateway "gw": faults[0].reused must be true or false, got 1',
      'gateway "gw": faults[0].fill must not be empty, got ""',
    ],
    [
      { gw: { steps, faults: [{ kind: "hang", turns: [0] }] } },
      'gateway "gw": faults[0].turns[0] must be at least 1, got 0',
    ],
    [
      { gw: { steps, faults: [{ kind: "hang", headers: { a: 1 } }] } },
      'gateway "gw": faults[0].headers must be an object of strings, got {"a":1}',
    ],
    [
      { a: { steps, end: -1, age: "x" }, b: "no" },
      'gateway "a": end must be a number of at least 0, got -1',
      'gateway "a": age must be a number of at least 0, got "x"',
      'gateway "b": must be one of the scenarios success, quota, resources, other, slow, stuck-at-90, got "no"',
    ],
  ];
  for (const [content, ...problems] of wrong) {
    it(`tells ${problems.join(" and ").slice(0, 100)}`, () => expect(gatewayProblems(content)).to.deep.equal(problems));
  }
});
