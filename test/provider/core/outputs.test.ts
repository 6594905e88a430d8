import { expect } from "chai";
import { idOf, outputsOf, parseId, snapshotOf } from "../../../provider/core/outputs";
import type { Snapshot } from "../../../provider/core/snapshot";
import { undefinedPaths } from "../helpers/deep";
import { creating, endTime, failed, startTime, success } from "../helpers/pollResults";

const target = { projectId: "p-1", instanceId: "gw-1", endpoint: "https://h" };
const nothingKnown = {
  ...target,
  status: null,
  progress: null,
  errorCode: null,
  errorMessage: null,
  startTime: null,
  endTime: null,
  startedAt: null,
  endedAt: null,
  creationSeconds: null,
};
const started = { startTime, startedAt: "2020-08-14T07:25:01.161Z" };
const over = { ...started, endTime, endedAt: "2020-08-14T07:30:24.911Z", creationSeconds: 323.75 };

describe("outputsOf: every output is there, null where there is no value", () => {
  const cases: [what: string, snapshot: Snapshot | null, seen: object][] = [
    ["nothing was seen", null, {}],
    ["creating: the end time that the API sends is none", creating, { ...started, status: "creating", progress: 50 }],
    ["success", success, { ...over, status: "success", progress: 100 }],
    [
      "failed",
      failed,
      { ...over, status: "failed", progress: 0, errorCode: "APIC.9218", errorMessage: "create failed..." },
    ],
    [
      "a status that nobody documents: the raw word, no end",
      { ...success, status: "Running" },
      { ...started, status: "Running", progress: 100 },
    ],
    ["success without times", { ...success, startTime: null, endTime: null }, { status: "success", progress: 100 }],
    [
      "an end before the start gives no length",
      { ...success, endTime: startTime - 1 },
      {
        ...started,
        status: "success",
        progress: 100,
        endTime: startTime - 1,
        endedAt: "2020-08-14T07:25:01.160Z",
      },
    ],
    [
      "a time beyond all calendars has no text",
      { ...creating, startTime: Number.MAX_SAFE_INTEGER },
      { status: "creating", progress: 50, startTime: Number.MAX_SAFE_INTEGER },
    ],
  ];
  for (const [what, snapshot, seen] of cases) {
    it(what, () => expect(outputsOf({}, target, snapshot)).to.deep.equal({ ...nothingKnown, ...seen }));
  }
});

describe("outputsOf: arguments are echoed", () => {
  const echoed = {
    region: "eu-de",
    cloud: "otc",
    failOnError: false,
    triggers: [1, null],
  };

  it("those of a program, and those that the state echoed before", () => {
    const first = outputsOf(echoed, target, creating);
    expect(first).to.deep.include(echoed);
    expect(outputsOf(first, target, creating)).to.deep.equal(first);
  });

  it("those of a program and nothing else that is in there", () => {
    const extra = { ...echoed, __provider: "text", __preview: true, instanceId: "another", status: "failed" };
    expect(outputsOf(extra, target, null)).to.have.all.keys(Object.keys({ ...nothingKnown, ...echoed }));
    expect(outputsOf(extra, target, null)).to.deep.include({ ...target, status: null });
  });

  it("undefined nowhere, also when what is not given is undefined or null", () => {
    for (const none of [undefined, null]) {
      const given = { region: none, cloud: none, failOnError: none, triggers: none };
      expect(undefinedPaths(outputsOf(given as never, target, null))).to.deep.equal([]);
      expect(outputsOf(given as never, target, null)).to.deep.equal(nothingKnown);
    }
  });
});

describe("snapshotOf: what the state knows", () => {
  for (const snapshot of [success, failed, { ...creating, endTime: null }]) {
    it(`${snapshot.status} comes back as it was`, () => {
      expect(snapshotOf(outputsOf({}, target, snapshot))).to.deep.equal(snapshot);
    });
  }
  it("without a status, nothing", () => {
    expect([snapshotOf(outputsOf({}, target, null)), snapshotOf({})]).to.deep.equal([null, null]);
  });
  it("outputs that an older version did not store count as null", () => {
    expect(snapshotOf({ status: "creating" })).to.deep.equal({
      status: "creating",
      progress: null,
      errorCode: null,
      errorMessage: null,
      startTime: null,
      endTime: null,
    });
  });
});

describe("the resource's id", () => {
  it("is project and instance", () => expect(idOf(target)).to.equal("p-1/gw-1"));
  const cases: [id: string, parts: object][] = [
    ["p-1/gw-1", { projectId: "p-1", instanceId: "gw-1" }],
    ["gw-1", { instanceId: "gw-1" }],
    ["p/gw/x", { projectId: "p", instanceId: "gw/x" }],
    ["/gw", { projectId: "", instanceId: "gw" }],
    ["", { instanceId: "" }],
  ];
  for (const [id, parts] of cases) it(`"${id}" is read`, () => expect(parseId(id)).to.deep.equal(parts));
});
