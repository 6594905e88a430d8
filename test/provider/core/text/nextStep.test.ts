import { expect } from "chai";
import { providerArguments } from "../../../../provider/core/configOrigin";
import { advance, nothingSeen, type WaitState } from "../../../../provider/core/decide";
import { formatOutcome } from "../../../../provider/core/message";
import type { Context, Operation } from "../../../../provider/core/text/nextStep";
import { creating, ended, endTime, failed, missing, problemOf, saw, success } from "../../helpers/pollResults";

const context: Context = { instanceId: "gw-1", projectId: "p-1", endpoint: "https://h" };
type Unready = Parameters<typeof formatOutcome>[0];
const linesOf = (outcome: Unready, about: Partial<Context>) =>
  formatOutcome(outcome, { ...context, ...about }).split("\n");
const silent = problemOf({ code: "APIG_UNREACHABLE", text: "https://h: no answer within 5 s" });
const down = problemOf({ text: "HTTP 503", requestId: "r-9" });
/** What the state says of the end of the creation. */
const endedAt = `its creation ended at ${new Date(endTime).toISOString()}`;

describe("a message says what to do next, by what asked", () => {
  const timedOut = (seen: Partial<WaitState> = {}) => ended("timed-out", { elapsedMs: 60_000, ...seen });
  const later: [operation: Operation, text: string][] = [
    ["create", "Run pulumi up again to continue waiting; raise customTimeouts.create to wait longer."],
    ["update", "Run pulumi up again to continue waiting; raise customTimeouts.update to wait longer."],
    ["refresh", "Run pulumi refresh again to continue waiting; raise customTimeouts.read to wait longer."],
    ["get", "Run the command again to continue waiting; raise customTimeouts.read to wait longer."],
    ["import", "Import it again to continue waiting."],
    ["wait", "Run the command again to continue waiting; raise the argument timeout to wait longer."],
    ["do", "Run the command again to continue waiting."],
    ["watch", "Run the command again to continue waiting; raise --timeout to wait longer."],
    ["preview", "Try again."],
    ["request", "Try again."],
  ];
  for (const [operation, text] of later) {
    it(`names what goes on, and the timeout that can be made longer: ${operation}`, () => {
      const [, advice] = formatOutcome(timedOut({ last: saw(creating) }), { ...context, operation }).split("\n");
      expect(advice).to.equal(text);
    });
  }

  it("what failed is ordered anew; an import and .get() have ways of their own", () => {
    const failure = ended("failed", { last: saw(failed) });
    expect(linesOf(failure, { operation: "import" })[1]).to.equal(
      "Raise the project's gateway quota, or delete a gateway that is not used. A failed gateway does not recover and cannot be imported: order a new gateway and import that one.",
    );
    expect(linesOf(failure, { operation: "get" })[1]).to.match(
      /: order a new gateway and set its id here\. With failOnError: false, get accepts a failed gateway\.$/,
    );
    // In a preview as in what follows it.
    expect(linesOf(failure, { operation: "preview" })[1]).to.equal(linesOf(failure, { operation: "get" })[1]);
    // A wait of a program is no resource.
    for (const about of [{ operation: "wait" }, {}] as const)
      expect(linesOf(failure, about)[1]).to.match(/set its id here\. If the program creates the gateway, replace/);
    const gone = ended("missing", { last: saw(creating), lastProblem: missing });
    expect(linesOf(gone, { operation: "import" })[1]).to.equal(
      "It was deleted: order a new gateway and import that one.",
    );
  });

  it("what was refused or stopped is begun again by the same command", () => {
    const refused = ended("refused", { lastProblem: problemOf({ code: "APIG_REJECTED", text: "HTTP 418" }) });
    const advice = (operation: Operation, outcome: Unready = refused) => linesOf(outcome, { operation })[1];
    expect(advice("import")).to.equal("Correct what the answer reports, then import it again.");
    expect(advice("request")).to.equal("Correct what the answer reports, then try again.");
    expect(advice("refresh")).to.equal(
      "Correct what the answer reports, then run pulumi refresh again (with --run-program if you changed the stack config or the program: a plain refresh uses the old ones).",
    );
    expect(linesOf(refused, {})[1]).to.equal("Correct what the answer reports, then run the command again.");
    expect(linesOf(ended("interrupted"), {})[1]).to.equal("Interrupted: run the command again to continue waiting.");
    expect(advice("import", ended("interrupted"))).to.equal("Interrupted: import it again to continue waiting.");
    expect(advice("refresh", ended("interrupted"))).to.equal(
      "Interrupted: run pulumi refresh again to continue waiting.",
    );
  });
});

/** What to do first where nobody answers. */
const check = "Check the network, the region or endpoint, and HTTPS_PROXY; npx pulumi-apig doctor finds the cause.";

describe("a refresh that saw nothing says what the state keeps, and for how long nobody answered", () => {
  const nothing = { polls: 2, problems: 2, elapsedMs: 8_500 };
  const cases: [rule: string, outcome: Unready, about: Partial<Context>, headline: string, advice: string][] = [
    [
      "of a ready gateway, no answer",
      ended("timed-out", { ...nothing, lastProblem: silent }),
      { operation: "refresh", kept: success },
      `gateway gw-1 could not be refreshed: the API did not answer for 9s; the state keeps success, as last seen (${endedAt}); last problem: https://h: no answer within 5 s`,
      `${check} Run pulumi refresh again.`,
    ],
    [
      "of a ready gateway, an answer that tells nothing",
      ended("timed-out", { ...nothing, lastProblem: down }),
      { operation: "refresh", kept: { ...success, endTime: null } },
      "gateway gw-1 could not be refreshed: the API returned no status for 9s; the state keeps success, as last seen; last problem: HTTP 503 [request r-9]",
      "Run pulumi refresh again.",
    ],
    [
      "of one that is being created",
      ended("timed-out", { ...nothing, elapsedMs: 600_000, lastProblem: silent }),
      { operation: "refresh", kept: creating },
      "gateway gw-1 could not be refreshed: the API did not answer for 10m0s; the state keeps creating at 50%, as last seen; last problem: https://h: no answer within 5 s",
      `${check} Run pulumi refresh again to continue waiting; raise customTimeouts.read to wait longer.`,
    ],
    [
      "of one of which the state has no status",
      ended("timed-out", nothing),
      { operation: "refresh", kept: null },
      "gateway gw-1 could not be refreshed: the API did not answer for 9s; the state has no status of it",
      `${check} Run pulumi refresh again to continue waiting; raise customTimeouts.read to wait longer.`,
    ],
    [
      "stopped",
      ended("interrupted", { polls: 1 }),
      { operation: "refresh", kept: success },
      `gateway gw-1 was not seen before the interruption: the state keeps success, as last seen (${endedAt})`,
      "Interrupted: run pulumi refresh again.",
    ],
    [
      "stopped, of one that was being created",
      ended("interrupted", { polls: 1 }),
      { operation: "refresh", kept: creating },
      "gateway gw-1 was not seen before the interruption: the state keeps creating at 50%, as last seen",
      "Interrupted: run pulumi refresh again to continue waiting.",
    ],
    [
      "stopped after it was seen again",
      ended("interrupted", { last: saw(creating) }),
      { operation: "update", kept: success },
      "gateway gw-1 is not ready yet: last seen creating at 50%",
      "Interrupted: run pulumi up again to continue waiting.",
    ],
    [
      "refused",
      ended("refused", { lastProblem: problemOf({ code: "APIG_REJECTED", text: "HTTP 418" }) }),
      { operation: "refresh", kept: failed },
      `gateway gw-1 could not be queried: HTTP 418; the state keeps failed APIC.9218, as last seen (${endedAt})`,
      "Correct what the answer reports, then run pulumi refresh again (with --run-program if you changed the stack config or the program: a plain refresh uses the old ones).",
    ],
    [
      "an update of a ready gateway",
      ended("timed-out", { ...nothing, lastProblem: silent }),
      { operation: "update", kept: success },
      `gateway gw-1 could not be queried: the API did not answer for 9s; the state keeps success, as last seen (${endedAt}); last problem: https://h: no answer within 5 s`,
      `${check} Run pulumi up again.`,
    ],
    [
      "an update of one that the API no longer knows",
      ended("missing", { polls: 1, problems: 1, lastProblem: missing }),
      { operation: "update", kept: success },
      `gateway gw-1 no longer exists in project p-1 at https://h: the state keeps success, as last seen (${endedAt}); last problem: HTTP 404 APIC.7302`,
      "It was deleted, or the region or the endpoint has changed: order a new gateway and set its id here.",
    ],
    [
      "a single request, with no state",
      ended("timed-out", { ...nothing, lastProblem: silent }),
      { operation: "request" },
      "gateway gw-1 could not be queried: the API did not answer for 9s; last problem: https://h: no answer within 5 s",
      `${check} Try again.`,
    ],
    [
      "where the doctor does not read the same settings, it is not named",
      ended("timed-out", { ...nothing, lastProblem: silent }),
      { operation: "create", origin: providerArguments },
      "gateway gw-1 could not be queried: the API did not answer for 9s; last problem: https://h: no answer within 5 s",
      "Check the network, the region or endpoint, and HTTPS_PROXY. Run pulumi up again to continue waiting; raise customTimeouts.create to wait longer.",
    ],
  ];
  for (const [rule, outcome, about, headline, advice] of cases) {
    it(rule, () => expect(linesOf(outcome, about).slice(0, 2)).to.deep.equal([headline, advice]));
  }
});

describe("how far a gateway was that failed", () => {
  const headline = (...progresses: (number | null)[]) => {
    const polls = progresses.map((progress) => saw({ ...creating, progress }));
    const state = [...polls, saw(failed)].reduce((now, seen, index) => advance(now, seen, index * 1000), nothingSeen);
    return linesOf(ended("failed", state), { operation: "create" })[0];
  };
  it("is what this wait saw, not the 0 that the API says of what failed", () => {
    expect(headline(30, 90)).to.match(/^gateway gw-1 failed after 5m24s at 90%: APIC\.9218 /);
    expect(headline(58)).to.match(/ at 58%: /);
  });
  it("is left out where this wait saw nothing of it", () => {
    expect(headline()).to.match(/^gateway gw-1 failed after 5m24s: APIC\.9218 /);
    expect(headline(null, 0)).to.match(/ failed after 5m24s: /);
  });
});
