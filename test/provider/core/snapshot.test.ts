import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  creationSeconds,
  isDocumented,
  isTerminal,
  readProgress,
  type Snapshot,
} from "../../../provider/core/snapshot";
import { creating, endTime, failed, startTime, success } from "../helpers/pollResults";

interface Page {
  readonly answers: Readonly<Record<string, { status: number; body: Record<string, unknown> }>>;
}
const pages: Page = JSON.parse(readFileSync(join(__dirname, "../../fixtures/progressPages.json"), "utf8"));

const parse = (body: unknown) => readProgress(JSON.stringify(body), (text) => text) as Snapshot;

describe("a 200 of the reference pages is read", () => {
  const snapshots: Record<string, Snapshot> = {
    created: success,
    creating,
    insufficientQuota: failed,
    insufficientResources: { ...failed, errorCode: "APIC.9219" },
    otherReasons: { ...failed, errorCode: "APIC.9206" },
  };
  for (const [name, { status, body }] of Object.entries(pages.answers)) {
    if (status === 200) it(name, () => expect(parse(body)).to.deep.equal(snapshots[name]));
    else it(`${name} is no progress`, () => expect(parse(body)).to.deep.equal({ fault: "the body has no status" }));
  }
});

const page = pages.answers.insufficientQuota?.body ?? {};
const read = (changes: Record<string, unknown>) => parse({ ...page, ...changes });

describe("a field that is missing, null or of the wrong type counts as null", () => {
  const fields: [field: string, key: keyof Snapshot, wrong: unknown[], right: unknown[]][] = [
    ["progress", "progress", ["50", 50.5, -1, 101, true, {}, [], Number.NaN], [0, 1, 30, 55, 100]],
    ["error_code", "errorCode", [9218, "", true, {}, []], ["APIC.9218"]],
    ["error_msg", "errorMessage", [1, "", false, {}, ["x"]], ["no", "0"]],
    ["start_time", "startTime", ["1597389901161", 0, -1, 1.5, 2 ** 53, {}, true], [1e11, startTime]],
    ["end_time", "endTime", ["1597390224911", 0, -1, 1.5, 2 ** 53, {}, true], [1e11, endTime]],
  ];
  for (const [field, key, wrong, right] of fields) {
    it(`${field} missing`, () => {
      const { [field]: _, ...rest } = page;
      expect(parse(rest)).to.deep.equal({ ...failed, [key]: null });
    });
    for (const value of [null, undefined, ...wrong]) {
      it(`${field} ${typeof value} ${JSON.stringify(value)}`, () => {
        expect(read({ [field]: value })).to.deep.equal({ ...failed, [key]: null });
      });
    }
    for (const value of right) {
      it(`${field} ${JSON.stringify(value)} is taken`, () => expect(read({ [field]: value })[key]).to.equal(value));
    }
  }

  it("a time in seconds is taken for seconds", () => {
    const seconds = read({ start_time: 1_597_389_901, end_time: 1_597_390_224 });
    expect([seconds.startTime, seconds.endTime]).to.deep.equal([1_597_389_901_000, 1_597_390_224_000]);
  });

  it("extra fields are ignored", () => {
    expect(read({ instance_id: "x", phase: { a: 1 } })).to.deep.equal(failed);
  });

  it("nothing but a status is enough", () => {
    expect(parse({ status: "creating" })).to.deep.equal({
      status: "creating",
      progress: null,
      errorCode: null,
      errorMessage: null,
      startTime: null,
      endTime: null,
    });
  });
});

describe("what is no progress", () => {
  const cases: [what: string, body: unknown, message: string][] = [
    ["no status", {}, "the body has no status"],
    ["status null", { status: null }, "the body has no status"],
    ["an empty status", { status: "" }, "the body has no status"],
    ["a status of another type", { status: 1 }, "the body has no status"],
    ["a status in a list", { status: ["success"] }, "the body has no status"],
    ["null", null, "the body is not an object"],
    ["a list", [{ status: "success" }], "the body is not an object"],
    ["a text", "success", "the body is not an object"],
    ["an object inside a text", '{"status":"success"}', "the body is not an object"],
    ["a number", 100, "the body is not an object"],
    ["true", true, "the body is not an object"],
  ];
  for (const [what, body, message] of cases) {
    it(what, () => expect(parse(body)).to.deep.equal({ fault: message }));
  }
  it("no JSON", () => {
    expect(readProgress("<html>", (text) => text)).to.deep.equal({ fault: "the body is not JSON" });
  });
});

describe("a status", () => {
  const cases: [status: string, known: boolean, terminal: boolean][] = [
    ["creating", true, false],
    ["success", true, true],
    ["failed", true, true],
    ["Success", false, false],
    ["success ", false, false],
    ["Running", false, false],
    ["deleting", false, false],
  ];
  for (const [status, known, terminal] of cases) {
    it(`"${status}" is ${known ? "" : "not "}documented, and ${terminal ? "" : "not "}the end`, () => {
      expect([isDocumented(status), isTerminal(status), read({ status }).status]).to.deep.equal([
        known,
        terminal,
        status,
      ]);
    });
  }
});

describe("creationSeconds", () => {
  const cases: [rule: string, snapshot: Snapshot, seconds: number | null][] = [
    ["of the pages' example", success, 323.75],
    ["a failed creation has one too", failed, 323.75],
    ["null while creating, though the API sends an end", creating, null],
    ["null for a status nobody documents", { ...success, status: "Running" }, null],
    ["null without start", { ...success, startTime: null }, null],
    ["null without end", { ...success, endTime: null }, null],
    ["null when the end is before the start", { ...success, endTime: startTime - 1 }, null],
    ["zero when both are the same", { ...success, endTime: startTime }, 0],
  ];
  for (const [rule, snapshot, seconds] of cases) {
    it(rule, () => expect(creationSeconds(snapshot)).to.equal(seconds));
  }

  it("has keys that every object seems to have", () => {
    const keys =
      '"constructor":{"a":1},"toString":1,"hasOwnProperty":null,"__proto__":{"progress":7,"status":"success"}';
    const same = (text: string) => text;
    expect(readProgress(`{"status":"creating",${keys}}`, same)).to.include({
      status: "creating",
      progress: null,
    });
    expect(readProgress(`{${keys}}`, same)).to.deep.equal({ fault: "the body has no status" });
  });
});
