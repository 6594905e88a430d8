import { expect } from "chai";
import type { Problem } from "../../../../provider/core/problem";
import { refusalAdvice } from "../../../../provider/core/text/nextStep";
import { problemOf } from "../../helpers/pollResults";

const where = { endpoint: "https://h", projectId: "p-1", operation: "create" } as const;

describe("what to do about an API that fails", () => {
  it("later again; with the request's id, the cloud can be asked", () => {
    const later = (requestId?: string) => refusalAdvice(problemOf({ requestId }), where);
    expect(later()).to.equal("Try again later.");
    expect(later("r-1")).to.equal(
      "Try again later; if the error persists, contact the cloud's support with the request id.",
    );
  });
});

describe("what to do about a refusal", () => {
  const doctor = "; npx pulumi-apig doctor shows which credential is used";
  const page = (who: string) =>
    `Check the credential, and that the answer comes from ${who}, not from a proxy or a firewall. Then run pulumi up again${doctor}.`;
  const correctIt = "Correct what the answer reports, then run pulumi up again.";
  const rows: readonly [what: string, problem: Partial<Problem>, advice: string][] = [
    [
      "a credential, whose refusal says what to correct",
      { code: "APIG_UNAUTHORIZED", saysWhatToDo: true },
      `Then run pulumi up again${doctor}.`,
    ],
    ["a page of 401 in place of the API", { code: "APIG_UNAUTHORIZED", source: "api" }, page("the API")],
    ["a page of 401 in place of IAM", { code: "APIG_UNAUTHORIZED", source: "iam" }, page("IAM")],
    ["403 of IAM, which is no word of the API", { code: "APIG_FORBIDDEN", source: "iam" }, correctIt],
    ["a redirect of IAM, which is no word of the API", { code: "APIG_REDIRECTED", source: "iam" }, correctIt],
    ["404 of IAM, which is no word of the API", { code: "APIG_WRONG_ENDPOINT", source: "iam" }, correctIt],
  ];
  const told = [
    ...["APIG_INVALID_SETTING", "APIG_NO_CREDENTIALS", "APIG_FOREIGN_HOST", "APIG_PROJECT_NOT_FOUND"],
    ...["APIG_UNTRUSTED", "APIG_PROXY"],
  ] as Problem["code"][];
  for (const [what, problem, advice] of [
    ...rows,
    ...told.map((code) => [`${code}, where nobody answered`, { code }, "Then run pulumi up again."] as const),
  ]) {
    it(what, () => expect(refusalAdvice(problemOf(problem), where)).to.equal(advice));
  }
});
