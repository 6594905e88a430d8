import { expect } from "chai";
import { refusalAdvice } from "../../../../provider/core/text/nextStep";
import { problemOf } from "../../helpers/pollResults";

describe("what to do about an API that fails", () => {
  const where = { endpoint: null, projectId: null };

  it("later again; with the request's id, the cloud can be asked", () => {
    const later = (requestId: string | null) => refusalAdvice(problemOf({ requestId }), where);
    expect(later(null)).to.equal("Try again later.");
    expect(later("r-1")).to.equal("Try again later; if it stays, ask the cloud with the request id.");
  });
});
