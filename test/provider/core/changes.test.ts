import { expect } from "chai";
import { normaliseEndpoint } from "../../../provider/core/address";
import { type Inputs, unknownValue } from "../../../provider/core/arguments";
import { changesOf } from "../../../provider/core/changes";
import { type Outputs, outputsOf } from "../../../provider/core/outputs";
import { creating, success } from "../helpers/pollResults";

const target = { projectId: "p-1", instanceId: "gw-1", endpoint: "https://apig.example.com" };
const ready = outputsOf({ region: "eu-de", triggers: [1, { a: ["b"] }] }, target, success);
const wanted: Inputs = { instanceId: "gw-1", triggers: [1, { a: ["b"] }] };

const nothing = { changes: false, replaces: [] };
const inPlace = { changes: true, replaces: [] };
const replace = (...replaces: string[]) => ({ changes: true, replaces });

type Case = [rule: string, stored: Partial<Outputs>, news: Partial<Inputs>, expected: object];

describe("changesOf: nothing else is a change", () => {
  const cases: Case[] = [
    ["the same arguments", {}, {}, nothing],
    ["the stored project, given", {}, { projectId: "p-1" }, nothing],
    ["the stored region and endpoint, given", {}, { region: "eu-de", endpoint: target.endpoint }, nothing],
    ["an endpoint with slashes at the end", {}, { endpoint: `${target.endpoint}//` }, nothing],
    ["a region that is no longer given", { region: "eu-nl" }, {}, nothing],
    ["arguments that are null are not given", {}, nulls({ projectId: null, region: null, endpoint: null }), nothing],
    [
      "what is no argument, such as a timeout or the row",
      {},
      { timeouts: { create: "1m" }, __row: "u" } as never,
      nothing,
    ],
    ["a clouds.yaml entry", { cloud: "one" }, { cloud: "two" }, nothing],
    ["failOnError, of a gateway that is ready", {}, { failOnError: false }, nothing],
    ["a failed gateway that failOnError: false accepted", { status: "failed" }, { failOnError: false }, nothing],
  ];
  table(cases);
});

describe("changesOf: replaces", () => {
  const cases: Case[] = [
    ["another gateway", {}, { instanceId: "gw-2" }, replace("instanceId")],
    ["a gateway that is not known yet", {}, { instanceId: unknownValue }, replace("instanceId")],
    ["another project", {}, { projectId: "p-2" }, replace("projectId")],
    ["a project that is not known yet", {}, { projectId: unknownValue }, replace("projectId")],
    ["a trigger of another value", {}, { triggers: [2, { a: ["b"] }] }, replace("triggers")],
    ["a trigger of another type", {}, { triggers: ["1", { a: ["b"] }] }, replace("triggers")],
    ["a trigger that differs deep inside", {}, { triggers: [1, { a: ["c"] }] }, replace("triggers")],
    ["one trigger more", {}, { triggers: [1, { a: ["b"] }, null] }, replace("triggers")],
    ["triggers in another order", {}, { triggers: [{ a: ["b"] }, 1] }, replace("triggers")],
    ["no triggers any more", {}, { triggers: [] }, replace("triggers")],
    ["triggers that are null are none", { triggers: [] }, nulls({ triggers: null }), nothing],
    ["no triggers, and none stored by an older version", nulls({ triggers: undefined }), { triggers: [] }, nothing],
    [
      "a trigger that is not known yet",
      { triggers: [unknownValue] },
      { triggers: [unknownValue] },
      replace("triggers"),
    ],
    [
      "one that is not known yet deep inside",
      { triggers: [{ a: [unknownValue] }] },
      { triggers: [{ a: [unknownValue] }] },
      replace("triggers"),
    ],
    ["triggers that are all not known yet", {}, nulls({ triggers: unknownValue }), replace("triggers")],
    [
      "keys of a trigger in another order are the same",
      { triggers: [{ a: 1, b: 2 }] },
      { triggers: [{ b: 2, a: 1 }] },
      nothing,
    ],
    [
      "all three at once",
      {},
      { instanceId: "gw-2", projectId: "p-2", triggers: [] },
      replace("instanceId", "projectId", "triggers"),
    ],
    ["beside a change in place", {}, { instanceId: "gw-2", region: "eu-nl" }, replace("instanceId")],
  ];
  table(cases);
});

describe("changesOf: changes in place", () => {
  const cases: Case[] = [
    ["another region", {}, { region: "eu-nl" }, inPlace],
    ["a region for the first time", { region: null }, { region: "eu-de" }, inPlace],
    ["another endpoint", {}, { endpoint: "https://other.example.com" }, inPlace],
    ["an endpoint that is not known yet", {}, { endpoint: unknownValue }, inPlace],
    ["a wait that is not over", { ...outputsOf({}, target, creating), triggers: wanted.triggers ?? [] }, {}, inPlace],
    ["a gateway that was never seen", { status: null }, {}, inPlace],
    ["a state without a status", nulls({ status: undefined }), {}, inPlace],
    ["a status that nobody documents", { status: "Running" }, {}, inPlace],
    ["a wait that is not over, whatever failOnError says", { status: "creating" }, { failOnError: false }, inPlace],
    ["a failed gateway", { status: "failed" }, {}, inPlace],
    ["a failed gateway, failOnError: true", { status: "failed" }, { failOnError: true }, inPlace],
    ["a failed gateway, failOnError: null is not given", { status: "failed" }, nulls({ failOnError: null }), inPlace],
    [
      "a failed gateway that was accepted before and is no longer",
      { status: "failed", failOnError: false },
      { failOnError: true },
      inPlace,
    ],
  ];
  table(cases);
});

describe("trimmed", () => {
  for (const [given, kept] of [
    ["https://h/", "https://h"],
    ["https://h//", "https://h"],
    ["https://h/base/", "https://h/base"],
    ["https://h", "https://h"],
    [undefined, undefined],
  ] as const) {
    it(`${given} is ${kept}`, () => expect(normaliseEndpoint(given)).to.equal(kept));
  }
});

/** What plain JavaScript can pass although the types say no. */
function nulls<T>(values: Record<string, unknown>): T {
  return values as T;
}

describe("changesOf: which arguments", () => {
  it("every one that changed, in place or by replacement; none for a wait that goes on", () => {
    const news = { ...wanted, instanceId: "gw-2", region: "eu-nl", endpoint: "https://elsewhere", failOnError: true };
    expect(changesOf(ready, news).diffs).to.have.members(["instanceId", "region", "endpoint"]);
    expect(changesOf({ ...ready, status: "creating" }, wanted)).to.deep.equal({
      changes: true,
      replaces: [],
      diffs: [],
    });
  });
});

function table(cases: readonly Case[]): void {
  for (const [rule, stored, news, expected] of cases) {
    it(rule, () => expect(changesOf({ ...ready, ...stored }, { ...wanted, ...news })).to.deep.include(expected));
  }
}
