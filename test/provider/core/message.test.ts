import { expect } from "chai";
import type { WaitState } from "../../../provider/core/decide";
import { codeOf, formatOutcome } from "../../../provider/core/message";
import type { Snapshot } from "../../../provider/core/snapshot";
import type { Context } from "../../../provider/core/text/nextStep";
import type { ErrorCode } from "../../../provider/errors";
import { creating, ended, failed, missing, problemOf, saw, success } from "../helpers/pollResults";

const context: Context = { instanceId: "gw-1", projectId: "p-1", endpoint: "https://h", operation: "create" };
const effort = { polls: 31, problems: 0, elapsedMs: 324_400 };
const goOn = "Run pulumi up again to continue waiting; raise customTimeouts.create to wait longer.";
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
    `${remedy}. A failed gateway does not recover: order a new gateway and set its id here. If the program creates the gateway, replace it: pulumi up --replace <urn of the gateway's resource>.`;
  const closing = "(31 requests in 5m24s; APIG_GATEWAY_FAILED)";
  const unknownCode = advice("Look up the code in the API's error codes");
  table([
    [
      "quota",
      failure({}, "r-1"),
      [
        "gateway gw-1 failed after 5m24s: APIC.9218 insufficient quota (create failed...) [request r-1]",
        advice("Raise the project's gateway quota, or delete a gateway that is not used"),
        closing,
      ],
    ],
    [
      "resources",
      failure({ errorCode: "APIC.9219" }),
      [
        "gateway gw-1 failed after 5m24s: APIC.9219 insufficient resources (create failed...)",
        advice("Choose another availability zone or edition"),
        closing,
      ],
    ],
    [
      "other reasons",
      failure({ errorCode: "APIC.9206", progress: 30 }),
      [
        "gateway gw-1 failed after 5m24s at 30%: APIC.9206 creation failed (create failed...)",
        advice("Check that the network has free addresses and that the availability zone has resources"),
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
  const closing = "(31 requests in 1h0m0s; APIG_TIMED_OUT)";
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
        "(31 requests in 1h0m0s, 2 failed; APIG_TIMED_OUT)",
      ],
    ],
    [
      "it was never seen, so nothing is known",
      timedOut({ lastProblem: trouble, problems: 31 }),
      [
        `gateway gw-1 could not be queried: the API returned no status for 1h0m0s; last problem: ${trouble.text} [request r-9]`,
        goOn,
        "(31 requests in 1h0m0s, all failed; APIG_TIMED_OUT)",
      ],
    ],
    [
      "the API does not know it, which may pass",
      timedOut({ lastProblem: missing, problems: 2, polls: 2, elapsedMs: 3_000 }),
      [
        "gateway gw-1 was not found in project p-1 at https://h after 3s; last problem: HTTP 404 APIC.7302",
        `Check the instance id, the project and the region. ${goOn}`,
        "(2 requests in 3s, all failed; APIG_TIMED_OUT)",
      ],
    ],
    [
      "a status that nobody documents is named, with what to do",
      timedOut({ last: saw({ ...creating, status: "Running", progress: null }) }),
      [
        "gateway gw-1 is not ready after 1h0m0s: last seen Running",
        `The status "Running" is not documented: check the gateway in the console. ${goOn}`,
        closing,
      ],
    ],
    [
      "one poll is one poll",
      timedOut({ polls: 1, elapsedMs: 0, last: saw({ ...creating, errorCode: "APIC.1" }) }),
      ["gateway gw-1 is not ready after 0s: last seen creating at 50% APIC.1", goOn, "(1 request; APIG_TIMED_OUT)"],
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
        "Interrupted: run pulumi up again to continue waiting.",
        "(31 requests in 5m24s; APIG_INTERRUPTED)",
      ],
    ],
    [
      "stopped during an outage",
      ended("interrupted", { ...effort, problems: 1, lastProblem: missing }),
      [
        "gateway gw-1 was not seen before the interruption; last problem: HTTP 404 APIC.7302",
        "Interrupted: run pulumi up again to continue waiting.",
        "(31 requests in 5m24s, 1 failed; APIG_INTERRUPTED)",
      ],
    ],
    [
      "stopped before anything was seen",
      ended("interrupted", { polls: 0 }),
      [
        "gateway gw-1 was not seen before the interruption",
        "Interrupted: run pulumi up again to continue waiting.",
        "(0 requests; APIG_INTERRUPTED)",
      ],
    ],
    [
      "it never was there",
      ended("missing", { polls: 16, problems: 16, elapsedMs: 30_000, lastProblem: missing }),
      [
        "gateway gw-1 does not exist in project p-1 at https://h; last problem: HTTP 404 APIC.7302",
        "Check the instance id, the project and the region.",
        "(16 requests in 30s, all failed; APIG_NOT_FOUND)",
      ],
    ],
    [
      "it was there and is gone",
      ended("missing", { ...effort, problems: 1, last: saw(creating), lastProblem: missing }),
      [
        "gateway gw-1 no longer exists: last seen creating at 50%; last problem: HTTP 404 APIC.7302",
        "It was deleted: order a new gateway and set its id here.",
        "(31 requests in 5m24s, 1 failed; APIG_NOT_FOUND)",
      ],
    ],
  ]);
});

describe("formatOutcome: refused, with what to do", () => {
  const again = "Then run pulumi up again.";
  const advices: [code: ErrorCode, advice: string][] = [
    [
      "APIG_FORBIDDEN",
      `Grant the user the permission apig:instance:getCreateProgress (or the role APIG FullAccess) in project p-1, or correct the project. ${again}`,
    ],
    ["APIG_WRONG_ENDPOINT", `https://h does not serve this API: check apig:endpoint and the region. ${again}`],
    [
      "APIG_REDIRECTED",
      "Redirects are not followed: they could send the credential to another host. Set apig:endpoint to the API's own address instead of https://h.",
    ],
    ["APIG_REJECTED", "Correct what the answer reports, then run pulumi up again."],
  ];
  table(
    advices.map(([code, advice]): Case => {
      const lastProblem = problemOf({ code, retryability: "give-up", text: "HTTP 4xx", requestId: "r-4" });
      return [
        code,
        ended("refused", { problems: 1, elapsedMs: 1_000, lastProblem }),
        ["gateway gw-1 could not be queried: HTTP 4xx [request r-4]", advice, `(1 request in 1s, failed; ${code})`],
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
      /^gateway gw-1 could not be queried: no such host apig.eu-dee.example\nCheck the region and the address .*apig:region/,
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
