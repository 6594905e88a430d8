import { expect } from "chai";
import { demo, type Emulator, type Fault, startEmulator, type Timeline } from "../../../emulator";
import type { Ending } from "../../../provider/cli/ending";
import { getGateway, watchGateways } from "../../../provider/cli/gateway";
import { settings } from "../credentials/settings";
import { VirtualClock } from "../helpers/virtualClock";

const begun = Date.UTC(2026, 0, 2);
const row = { onStep: () => {}, end: async () => {} };
const silent = { row: () => row, ended: () => {}, close: () => {} };
const facts = ["event", "projectId", "instanceId", "endpoint", "status", "progress", "errorCode", "errorMessage"];
const times = ["startTime", "endTime", "startedAt", "endedAt", "creationSeconds"];

describe("the end of get and watch, for programs and for people", () => {
  const clock = new VirtualClock();
  let cloud: Emulator;
  before(async () => {
    cloud = await startEmulator({ now: () => begun + clock.now() });
  });
  after(() => cloud.close());

  const context = (endpoint: string, signal?: AbortSignal) => {
    const source = settings({ endpoint }, { HW_AUTH_TOKEN: demo.token, HW_PROJECT_ID: demo.projectId });
    return { source, clock, random: () => 0.5, ...(signal && { signal }) };
  };
  const get = (endpoint = cloud.endpoint, signal?: AbortSignal) =>
    getGateway("gw", {}, context(endpoint, signal), begun + clock.now());
  const watch = (endpoint = cloud.endpoint, signal?: AbortSignal) =>
    watchGateways(["gw"], { timeout: "10m" }, () => silent, context(endpoint, signal));

  const steps: Timeline["steps"] = [[0, 30]];
  const creating: Timeline = { steps, end: null, status: "success" };
  const failing: Timeline = { steps, end: 0, status: "failed", errorCode: "APIC.9218", errorMsg: "create failed..." };
  const always = (fault: Fault): Timeline => ({ ...creating, faults: [fault] });
  const answer = (status: number, code?: string): Timeline =>
    always({ kind: "status", status, ...(code && { body: { error_code: code, error_msg: "no" } }) });

  interface Expected {
    readonly event: string;
    readonly exitCode: number;
    readonly code?: string;
    readonly text: RegExp;
  }
  type Row = [what: string, timeline: Timeline | null, get: Expected, watch: Expected];

  const unanswered = (code: string, text: string, silence = "returned no status", next = ""): [Expected, Expected] => {
    const common = { event: "no-answer", exitCode: 4, code };
    return [
      {
        ...common,
        text: new RegExp(
          `^gateway gw could not be queried: the API ${silence} for \\d+s; last problem: ${text}${next && `.*\\n${next}\\.\\n`}`,
        ),
      },
      {
        ...common,
        text: new RegExp(
          `^gateway gw could not be queried: the API ${silence} for 10m\\d+s; last problem: ${text}${next && `.*\\n${next} to continue waiting; raise --timeout to wait longer\\.\\n`}`,
        ),
      },
    ];
  };
  const both = (expected: Expected): [Expected, Expected] => [expected, expected];

  const rows: Row[] = [
    [
      "being created",
      creating,
      { event: "pending", exitCode: 2, text: /^creating {2}30%/ },
      { event: "timed-out", exitCode: 2, code: "APIG_TIMED_OUT", text: /^gateway gw is not ready after 10m0s/ },
    ],
    [
      "a status that nobody documents",
      always({ kind: "status", status: 200, body: { status: "Running" } }),
      { event: "pending", exitCode: 2, text: /^Running/ },
      {
        event: "timed-out",
        exitCode: 2,
        code: "APIG_TIMED_OUT",
        text: /The status "Running" is not documented/,
      },
    ],
    [
      "ready",
      { ...creating, end: 0 },
      { event: "succeeded", exitCode: 0, text: /^success/ },
      { event: "succeeded", exitCode: 0, text: /^gateway gw: ready, / },
    ],
    [
      "failed",
      failing,
      { event: "failed", exitCode: 1, code: "APIG_GATEWAY_FAILED", text: /^failed .*APIC\.9218/ },
      {
        event: "failed",
        exitCode: 1,
        code: "APIG_GATEWAY_FAILED",
        text: /order a new gateway and use its id\.\n/,
      },
    ],
    [
      "failed, of which the API says 0",
      { ...failing, steps: [[0, 0]] },
      { event: "failed", exitCode: 1, code: "APIG_GATEWAY_FAILED", text: /^failed {2}(after .*)?APIC\.9218/ },
      { event: "failed", exitCode: 1, code: "APIG_GATEWAY_FAILED", text: /^gateway gw failed after \d+s: APIC/ },
    ],
    ["unknown", null, ...both({ event: "missing", exitCode: 3, code: "APIG_NOT_FOUND", text: /does not exist/ })],
    [
      "503",
      answer(503, "APIC.9000"),
      ...unanswered("APIG_UNAVAILABLE", "HTTP 503 APIC.9000 no", undefined, "Run the command again"),
    ],
    ["429", answer(429, "APIG.0308"), ...unanswered("APIG_THROTTLED", "HTTP 429")],
    ["a page", always({ kind: "status", status: 200, body: "<html>" }), ...unanswered("APIG_BAD_RESPONSE", "")],
    [
      "a reset",
      always({ kind: "reset" }),
      ...unanswered("APIG_UNREACHABLE", ".*\\nCheck the network.*doctor", "did not answer"),
    ],
    [
      "503 once it was seen",
      { ...creating, faults: [{ kind: "status", status: 503, from: 60 }] },
      { event: "pending", exitCode: 2, text: /^creating/ },
      { event: "timed-out", exitCode: 2, code: "APIG_TIMED_OUT", text: /last seen creating at 30%.*HTTP 503/ },
    ],
    [
      "401",
      answer(401),
      ...both({ event: "refused", exitCode: 3, code: "APIG_UNAUTHORIZED", text: /\nThen run the command again;/ }),
    ],
    [
      "a page of 401 once it was seen",
      { ...creating, faults: [{ kind: "status", status: 401, body: "<html>", from: 60 }] },
      { event: "pending", exitCode: 2, text: /^creating/ },
      {
        ...{ event: "refused", exitCode: 3, code: "APIG_UNAUTHORIZED" },
        text: /HTTP 401.*; last seen creating at 30%.*\nCheck the credential, and that the answer comes from the API/,
      },
    ],
    [
      "403",
      answer(403),
      ...both({
        event: "refused",
        exitCode: 3,
        code: "APIG_FORBIDDEN",
        text: /correct the project\. Then run the command again\.\n/,
      }),
    ],
    [
      "404",
      always({ kind: "status", status: 404, body: "<html>" }),
      ...both({
        event: "refused",
        exitCode: 3,
        code: "APIG_WRONG_ENDPOINT",
        text: /the region\. Then run the command again\.\n/,
      }),
    ],
    [
      "400",
      answer(400, "APIC.1"),
      ...both({
        event: "refused",
        exitCode: 3,
        code: "APIG_REJECTED",
        text: /\nCorrect what the answer reports, then run the command again\.\n/,
      }),
    ],
    [
      "a redirect",
      always({ kind: "redirect", location: "https://other.example/" }),
      ...both({ event: "refused", exitCode: 3, code: "APIG_REDIRECTED", text: /Redirects are not followed/ }),
    ],
  ];

  function check({ exitCode, text, json }: Ending, expected: Expected): void {
    const { event, code, message } = json as Readonly<Record<string, string | undefined>>;
    const { text: pattern, ...ends } = expected;
    expect({ event, exitCode, code }).to.deep.equal({ code: undefined, ...ends });
    expect(text).to.match(pattern);
    if (code) expect(message).to.match(new RegExp(`(; | \\()${code}\\)$`));
    // Advice for a program's wait, which nobody is in.
    for (const told of [text, message]) expect(told ?? "").to.not.match(/pulumi up|customTimeouts|resource/);
    const end = code === undefined ? [] : ["code", "message"];
    expect(Object.keys(json)).to.have.members([...facts, ...times, ...end]);
  }
  for (const [what, timeline, got, watched] of rows) {
    it(`get: ${what}: ${got.event}`, async () => {
      if (timeline !== null) cloud.setGateway("gw", timeline);
      else cloud.removeGateway("gw");
      const ending = await get();
      check(ending, got);
      expect(`${ending.text} ${JSON.stringify(ending.json)}`).to.not.match(/wait|timed-out/i);
    });
    it(`watch: ${what}: ${watched.event}`, async () => {
      if (timeline !== null) cloud.setGateway("gw", timeline);
      else cloud.removeGateway("gw");
      check(await watch(), watched);
    });
  }

  it("no network at all: no answer", async () => {
    const [got, watched] = unanswered("APIG_UNREACHABLE", ".*ECONNREFUSED.*", "did not answer");
    check(await get("http://127.0.0.1:1"), got);
    check(await watch("http://127.0.0.1:1"), watched);
  });

  it("unknown so far, where the time is shorter than the grace time", async () => {
    cloud.removeGateway("gw");
    const text =
      /^gateway gw was not found in project \w+ at http\S+ after 3s; last problem: .*\nCheck the instance id, the project and the region\. Run the command again to continue waiting; raise --timeout to wait longer\.\n/;
    const ending = await watchGateways(["gw"], { timeout: "3s" }, () => silent, context(cloud.endpoint));
    check(ending, { event: "timed-out", exitCode: 2, code: "APIG_TIMED_OUT", text });
  });

  it("interrupted before anything was seen", async () => {
    const text = /^interrupted before gateway gw was seen \(APIG_INTERRUPTED\)$/;
    for (const ask of [get, watch])
      check(await ask(cloud.endpoint, AbortSignal.abort()), {
        event: "interrupted",
        exitCode: 130,
        code: "APIG_INTERRUPTED",
        text,
      });
  });

  it("interrupted afterwards: what was seen", async () => {
    cloud.setGateway("gw", creating);
    const stopped = new AbortController();
    const display = { ...silent, row: () => ({ ...row, onStep: () => stopped.abort() }) };
    const ending = await watchGateways(
      ["gw"],
      { timeout: "10m" },
      () => display,
      context(cloud.endpoint, stopped.signal),
    );
    const text =
      /^gateway gw is not ready yet: last seen creating at 30% \[request \w+\]\n\(1 request; APIG_INTERRUPTED\)$/;
    check(ending, { event: "interrupted", exitCode: 130, code: "APIG_INTERRUPTED", text });
  });
});
