import { expect } from "chai";
import type { WaitState } from "../../../provider/core/decide";
import { codeOf, formatOutcome } from "../../../provider/core/message";
import type { Snapshot } from "../../../provider/core/snapshot";
import type { Context } from "../../../provider/core/text/nextStep";
import type { ErrorCode } from "../../../provider/errors";
import { creating, ended, failed, missing, problemOf, saw, success } from "../helpers/pollResults";

const context: Context = { instanceId: "gw-1", projectId: "p-1", endpoint: "https://h", operation: "create" };
const effort = { polls: 31, problems: 0, elapsedMs: 324_400 };
const goOn = "Run pulumi up again to go on waiting; raise customTimeouts.create to wait longer.";
const trouble = problemOf({ text: "HTTP 503 APIC.9000 Failed to request internal service", requestId: "r-9" });

type Unready = Parameters<typeof formatOutcome>[0];
type Case = [rule: string, outcome: Unready, text: string[]];

function table(cases: readonly Case[], where = context): void {
  for (const [rule, outcome, lines] of cases)
    it(rule, () => expect(formatOutcome(outcome, where)).to.equal(lines.join("\n")));
}

describe("formatOutcome: a creation that failed", () => {
  const failure = (changes: Partial<Snapshot>, requestId?: string) =>
    ended("failed", { ...effort, last: saw({ ...failed, ...changes }, requestId) });
  const advice = (remedy: string) =>
    `A failed gateway does not recover: ${remedy}, then order a new gateway and give its id here. This resource itself need not be replaced. If your program makes the gateway, replace the resource that makes it, such as pulumi up --replace <urn of that resource>.`;
  const closing = "(31 requests in 5m24s; APIG_GATEWAY_FAILED, see docs/errors.md)";
  const unknownCode = advice("look the code up in the API's error codes");
  table([
    [
      "quota",
      failure({}, "r-1"),
      [
        "gateway gw-1 failed after 5m24s: APIC.9218 insufficient quota (create failed...) [request r-1]",
        advice("raise the project's gateway quota or delete one that is not used"),
        closing,
      ],
    ],
    [
      "resources",
      failure({ errorCode: "APIC.9219" }),
      [
        "gateway gw-1 failed after 5m24s: APIC.9219 insufficient resources (create failed...)",
        advice("choose another availability zone or edition"),
        closing,
      ],
    ],
    [
      "other reasons",
      failure({ errorCode: "APIC.9206", progress: 30 }),
      [
        "gateway gw-1 failed after 5m24s at 30%: APIC.9206 creation failed (create failed...)",
        advice("check that its network has free addresses and that the zone has resources"),
        closing,
      ],
    ],
    [
      "a code that nobody documents",
      failure({ errorCode: "APIC.9999" }),
      ["gateway gw-1 failed after 5m24s: APIC.9999 (create failed...)", unknownCode, closing],
    ],
    [
      "a code that is the name of something in every object",
      failure({ errorCode: "constructor" }),
      ["gateway gw-1 failed after 5m24s: constructor (create failed...)", unknownCode, closing],
    ],
    [
      "without code, message, times and progress",
      failure({ errorCode: null, errorMessage: null, startTime: null, progress: null }),
      ["gateway gw-1 failed: no error code", unknownCode, closing],
    ],
  ]);
});

describe("formatOutcome: the time is over", () => {
  const timedOut = (seen: Partial<WaitState>) => ended("timed-out", { ...effort, elapsedMs: 3_600_000, ...seen });
  const closing = "(31 requests in 1h0m0s; APIG_TIMED_OUT, see docs/errors.md)";
  table([
    [
      "last seen, with its request",
      timedOut({ last: saw(creating, "r-2") }),
      ["gateway gw-1 is not ready after 1h0m0s: last seen creating at 50% [request r-2]", goOn, closing],
    ],
    [
      "a last problem beside it",
      timedOut({ last: saw(creating), lastProblem: trouble, problems: 2 }),
      [
        `gateway gw-1 is not ready after 1h0m0s: last seen creating at 50%; last problem: ${trouble.text} [request r-9]`,
        goOn,
        "(31 requests in 1h0m0s, 2 failed; APIG_TIMED_OUT, see docs/errors.md)",
      ],
    ],
    [
      "it was never seen, so nothing is known",
      timedOut({ lastProblem: trouble, problems: 31 }),
      [
        `gateway gw-1 could not be queried: the API gave no status for 1h0m0s; last problem: ${trouble.text} [request r-9]`,
        goOn,
        "(31 requests in 1h0m0s, all failed; APIG_TIMED_OUT, see docs/errors.md)",
      ],
    ],
    [
      "the API does not know it, which may pass",
      timedOut({ lastProblem: missing, problems: 2, polls: 2, elapsedMs: 3_000 }),
      [
        "gateway gw-1 is not known in project p-1 at https://h after 3s; last problem: HTTP 404 APIC.7302",
        `Check the instance id, the project and the region. ${goOn}`,
        "(2 requests in 3s, all failed; APIG_TIMED_OUT, see docs/errors.md)",
      ],
    ],
    [
      "a status that nobody documents is named, with what to do",
      timedOut({ last: saw({ ...creating, status: "Running", progress: null }) }),
      [
        "gateway gw-1 is not ready after 1h0m0s: last seen Running",
        `The API does not document the status "Running": see the console for what it means. ${goOn}`,
        closing,
      ],
    ],
    [
      "one poll is one poll",
      timedOut({ polls: 1, elapsedMs: 0, last: saw({ ...creating, errorCode: "APIC.1" }) }),
      [
        "gateway gw-1 is not ready after 0s: last seen creating at 50% APIC.1",
        goOn,
        "(1 request; APIG_TIMED_OUT, see docs/errors.md)",
      ],
    ],
  ]);

  it("names none for a single request", () => {
    const once = { ...context, operation: "request" } as const;
    expect(formatOutcome(timedOut({ last: saw(creating) }), once)).to.contain("\nTry again.\n");
  });
});

describe("formatOutcome: stopped, missing, gone", () => {
  table([
    [
      "stopped from outside",
      ended("interrupted", { ...effort, last: saw(creating) }),
      [
        "gateway gw-1 is not ready yet: last seen creating at 50%",
        "interrupted; run pulumi up again to go on waiting.",
        "(31 requests in 5m24s; APIG_INTERRUPTED, see docs/errors.md)",
      ],
    ],
    [
      "stopped during an outage",
      ended("interrupted", { ...effort, problems: 1, lastProblem: missing }),
      [
        "gateway gw-1 was not seen before the interruption; last problem: HTTP 404 APIC.7302",
        "interrupted; run pulumi up again to go on waiting.",
        "(31 requests in 5m24s, 1 failed; APIG_INTERRUPTED, see docs/errors.md)",
      ],
    ],
    [
      "stopped before anything was seen",
      ended("interrupted", { polls: 0 }),
      [
        "gateway gw-1 was not seen before the interruption",
        "interrupted; run pulumi up again to go on waiting.",
        "(0 requests; APIG_INTERRUPTED, see docs/errors.md)",
      ],
    ],
    [
      "it never was there",
      ended("missing", { polls: 16, problems: 16, elapsedMs: 30_000, lastProblem: missing }),
      [
        "gateway gw-1 does not exist in project p-1 at https://h; last problem: HTTP 404 APIC.7302",
        "Check the instance id, the project and the region.",
        "(16 requests in 30s, all failed; APIG_NOT_FOUND, see docs/errors.md)",
      ],
    ],
    [
      "it was there and is gone",
      ended("missing", { ...effort, problems: 1, last: saw(creating), lastProblem: missing }),
      [
        "gateway gw-1 is gone: last seen creating at 50%; last problem: HTTP 404 APIC.7302",
        "Somebody deleted it: order a new gateway and give its id here.",
        "(31 requests in 5m24s, 1 failed; APIG_NOT_FOUND, see docs/errors.md)",
      ],
    ],
  ]);
});

describe("formatOutcome: refused, with what to do", () => {
  const again = "and run pulumi up again.";
  const advices: [code: ErrorCode, advice: string][] = [
    [
      "APIG_FORBIDDEN",
      `Give the user the permission apig:instance:getCreateProgress (or the role APIG FullAccess) in project p-1, or correct the project, ${again}`,
    ],
    ["APIG_WRONG_ENDPOINT", `https://h does not serve this API: check apig:endpoint and the region, ${again}`],
    [
      "APIG_REDIRECTED",
      "A redirect is not followed, since it could carry the credential to another host: set apig:endpoint to the API's own address instead of https://h.",
    ],
    ["APIG_REJECTED", "Correct what the answer names and run pulumi up again."],
  ];
  table(
    advices.map(([code, advice]): Case => {
      const lastProblem = problemOf({ code, retryability: "give-up", text: "HTTP 4xx", requestId: "r-4" });
      return [
        code,
        ended("refused", { problems: 1, elapsedMs: 1_000, lastProblem }),
        [
          "gateway gw-1 could not be queried: HTTP 4xx [request r-4]",
          advice,
          `(1 request in 1s, failed; ${code}, see docs/errors.md)`,
        ],
      ];
    }),
  );

  it("no such host", () => {
    const cause = Object.assign(new Error("x"), { code: "ENOTFOUND", hostname: "apig.eu-dee.example" });
    const lastProblem = problemOf({
      code: "APIG_UNREACHABLE",
      text: "https://apig.eu-dee.example: getaddrinfo",
      cause,
    });
    expect(formatOutcome(ended("refused", { lastProblem }), context)).to.match(
      /^gateway gw-1 could not be queried: no such host apig.eu-dee.example\nCorrect the region or the address .*apig:region/,
    );
  });

  it("says what was seen before", () => {
    const lastProblem = problemOf({ code: "APIG_FORBIDDEN", retryability: "give-up", text: "HTTP 403" });
    expect(formatOutcome(ended("refused", { lastProblem, last: saw(creating) }), context)).to.match(
      /^gateway gw-1 could not be queried: HTTP 403; last seen creating at 50%\n/,
    );
  });
});

describe("codeOf", () => {
  const cases: [outcome: Unready, code: ErrorCode][] = [
    [ended("failed", { last: saw(failed), lastProblem: trouble }), "APIG_GATEWAY_FAILED"],
    [ended("timed-out", { lastProblem: trouble }), "APIG_TIMED_OUT"],
    [ended("timed-out"), "APIG_TIMED_OUT"],
    [ended("interrupted", { lastProblem: trouble }), "APIG_INTERRUPTED"],
    [ended("missing", { lastProblem: missing }), "APIG_NOT_FOUND"],
    [ended("refused", { lastProblem: problemOf({ code: "APIG_FORBIDDEN" }) }), "APIG_FORBIDDEN"],
  ];
  for (const [outcome, code] of cases) {
    const after = outcome.lastProblem === null ? "" : ` after ${outcome.lastProblem.code}`;
    it(`${outcome.kind}${after}: ${code}`, () => expect(codeOf(outcome)).to.equal(code));
  }
});

describe("formatOutcome: nothing else gets into a message", () => {
  it("neither a problem's cause nor anything of the snapshot that is not listed", () => {
    const lastProblem = problemOf({ cause: new Error("secret"), text: "HTTP 500" });
    const last = { ...saw({ ...success, status: "creating" }), extra: "secret" };
    for (const kind of ["timed-out", "interrupted", "missing", "refused"] as const) {
      expect(formatOutcome(ended(kind, { last, lastProblem }), context)).not.to.contain("secret");
    }
  });
});
