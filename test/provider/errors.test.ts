import { inspect } from "node:util";
import { expect } from "chai";
import { outcomeError } from "../../provider/core/message";
import { problemOfError } from "../../provider/core/problem";
import { ApigError } from "../../provider/errors";
import { ended, failed, problemOf, saw } from "./helpers/pollResults";

const target = { instanceId: "gw", projectId: "p", endpoint: "https://h" };

describe("ApigError", () => {
  it("tells programs status, code of the cloud and request", () => {
    const lastProblem = problemOf({ status: 403, apiCode: "APIC.7106", requestId: "r-1", code: "APIG_FORBIDDEN" });
    const error = outcomeError(ended("refused", { lastProblem }), target);
    expect(error).to.include({ code: "APIG_FORBIDDEN", status: 403, apiCode: "APIC.7106", requestId: "r-1" });
  });

  it("of a creation that failed: its code, and the request that showed it", () => {
    const error = outcomeError(
      ended("failed", { last: saw(failed, "r-2"), lastProblem: problemOf({ status: 503 }) }),
      target,
    );
    expect(error).to.include({ code: "APIG_GATEWAY_FAILED", apiCode: "APIC.9218", requestId: "r-2" });
    expect(error.status).to.equal(undefined);
  });

  it("names its request once, also where its message becomes a part of another one", () => {
    const refused = new ApigError("APIG_UNAUTHORIZED", "was refused [request r-3]. Get a new one.", {
      requestId: "r-3",
    });
    const lastProblem = problemOfError(refused, (text) => text);
    const error = outcomeError(ended("refused", { lastProblem }), target);
    expect(error.message.match(/r-3/g)).to.have.length(1);
    expect(error.requestId).to.equal("r-3");
  });

  it("prints nothing that there is not", () => {
    expect(Object.keys(new ApigError("APIG_TIMED_OUT", "x"))).to.have.members(["code", "name", "__pulumiRunError"]);
    expect(inspect(new ApigError("APIG_TIMED_OUT", "x", { status: 503, said: "a server told" })))
      .to.include("status: 503")
      .and.not.include("a server told");
  });
});
