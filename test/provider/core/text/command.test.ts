import { expect } from "chai";
import { formatOutcome } from "../../../../provider/core/message";
import { type Context, refusalAdvice } from "../../../../provider/core/text/nextStep";
import type { ErrorCode } from "../../../../provider/errors";
import { creating, ended, failed, missing, problemOf, saw } from "../../helpers/pollResults";

const context: Context = { instanceId: "gw-1", projectId: "p-1", endpoint: "https://h" };
const told = (...[outcome, operation]: [Parameters<typeof formatOutcome>[0], Context["operation"]?]) =>
  formatOutcome(outcome, { ...context, ...(operation && { operation }) }).split("\n");
const late = ended("timed-out", { last: saw(creating), elapsedMs: 60_000 });

describe("what the command advises, where no resource is", () => {
  it("to run it again when the time is over", () =>
    expect(told(late, "command")[1]).to.equal("Run the command again."));

  it("nothing to who stopped it: the closing line follows", () => {
    const lines = told(ended("interrupted", { last: saw(creating) }), "command");
    expect(lines).to.deep.equal([
      "gateway gw-1 is not ready yet: last seen creating at 50%",
      "(1 request; APIG_INTERRUPTED)",
    ]);
  });

  it("another gateway in place of one that failed or is gone, by its id", () => {
    expect(told(ended("failed", { last: saw(failed) }), "command")[1]).to.equal(
      "Raise the project's gateway quota, or delete a gateway that is not used. A failed gateway does not recover: order a new gateway and use its id.",
    );
    const gone = ended("missing", { last: saw(creating), lastProblem: missing });
    expect(told(gone, "command")[1]).to.equal("It was deleted: order a new gateway and use its id.");
  });
});

describe("what is advised where nothing says who asked", () => {
  it("is that of a program's wait", () => {
    const text = "Run the command again to continue waiting; raise the argument timeout to wait longer.";
    expect([told(late)[1], told(late, "wait")[1]]).to.deep.equal([text, text]);
  });
});

describe("what to do about a host that is not the right one, or not well", () => {
  const advice = (code: ErrorCode) => refusalAdvice(problemOf({ code }), { ...context, operation: "create" });
  for (const code of ["APIG_UNREACHABLE", "APIG_PROXY_UNAVAILABLE"] as const) {
    it(`${code}: names each setting that leads to it`, () =>
      expect(advice(code)).to.equal(
        "Check the region and the address (apig:region, apig:endpoint, the arguments region and endpoint; authUrl for IAM; HTTPS_PROXY for a proxy), and this machine's DNS. Then run pulumi up again.",
      ));
  }
  it("APIG_UNREACHABLE: the state, where that alone has the address, and what changes it", () => {
    const problem = problemOf({ code: "APIG_UNREACHABLE" });
    expect(refusalAdvice(problem, { ...context, endpointFrom: "state", operation: "update" })).to.equal(
      "The address https://h is from the state (the last update): set apig:region or apig:endpoint (or the argument of that name) to change it. If it is right, check authUrl for IAM, HTTPS_PROXY for a proxy, and this machine's DNS. Then run pulumi up again.",
    );
  });
  for (const code of ["APIG_UNAVAILABLE", "APIG_THROTTLED", "APIG_BAD_RESPONSE"] as const) {
    it(`${code}: later again`, () => expect(advice(code)).to.equal("Try again later."));
  }
});
