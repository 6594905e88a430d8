import { expect } from "chai";
import { classify, factsOf, problemOf, problemOfError, retryAfterMs } from "../../../provider/core/problem";
import { ApigError } from "../../../provider/errors";

type Row = [status: number, apiCode: string | null, code: string, retryability: string];

const rows: Row[] = [
  // Throttled, in every disguise, on whatever status.
  [500, "APIG.9008", "APIG_THROTTLED", "retry"],
  [429, "APIGW.0308", "APIG_THROTTLED", "retry"],
  [403, "APIGW.0308", "APIG_THROTTLED", "retry"],
  [429, "APIG.0308", "APIG_THROTTLED", "retry"],
  [429, "IAM.0012", "APIG_THROTTLED", "retry"],
  [429, null, "APIG_THROTTLED", "retry"],
  // A redirect.
  [300, null, "APIG_REDIRECTED", "give-up"],
  [302, null, "APIG_REDIRECTED", "give-up"],
  [307, "APIC.9000", "APIG_REDIRECTED", "give-up"],
  [399, null, "APIG_REDIRECTED", "give-up"],
  // 401: the credential may have run out, or not, or nobody could ask.
  [401, "APIC.7101", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIC.7102", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIG.1001", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIG.1002", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIGW.0301", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIGW.0307", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIG.0301", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIG.0307", "APIG_UNAUTHORIZED", "give-up, or expired"],
  [401, "APIC.7100", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIC.7103", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIC.7105", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIC.7107", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIG.1000", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIG.1003", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIG.1011", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIG.1012", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIG.1013", "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIGW.0303", "APIG_UNAUTHORIZED", "give-up"],
  [401, null, "APIG_UNAUTHORIZED", "give-up"],
  [401, "APIG.1010", "APIG_UNAVAILABLE", "retry"],
  // 403.
  [403, "APIC.7106", "APIG_FORBIDDEN", "give-up"],
  [403, "APIC.7111", "APIG_FORBIDDEN", "give-up"],
  [403, "APIG.1010", "APIG_FORBIDDEN", "give-up"],
  [403, "APIC.7102", "APIG_FORBIDDEN", "give-up"],
  [403, "APIGW.0802", "APIG_FORBIDDEN", "give-up"],
  [403, null, "APIG_FORBIDDEN", "give-up"],
  // 404: only two codes speak of the gateway.
  [404, "APIC.7302", "APIG_NOT_FOUND", "missing"],
  [404, "APIG.3030", "APIG_NOT_FOUND", "missing"],
  [404, "APIGW.0101", "APIG_WRONG_ENDPOINT", "give-up"],
  [404, "APIC.73020", "APIG_WRONG_ENDPOINT", "give-up"],
  [404, "XAPIC.7302", "APIG_WRONG_ENDPOINT", "give-up"],
  [404, null, "APIG_WRONG_ENDPOINT", "give-up"],
  [500, "APIC.7302", "APIG_UNAVAILABLE", "retry"],
  // Any other refusal.
  [408, null, "APIG_UNAVAILABLE", "retry"],
  [400, "APIGW.0106", "APIG_REJECTED", "give-up"],
  [405, "APIGW.0502", "APIG_REJECTED", "give-up"],
  [409, "APIC.7701", "APIG_REJECTED", "give-up"],
  [494, "APIGW.0201", "APIG_REJECTED", "give-up"],
  [499, null, "APIG_REJECTED", "give-up"],
  // The service is in trouble.
  [500, "APIC.9000", "APIG_UNAVAILABLE", "retry"],
  [500, "APIC.9999", "APIG_UNAVAILABLE", "retry"],
  [502, "APIGW.0201", "APIG_UNAVAILABLE", "retry"],
  [502, null, "APIG_UNAVAILABLE", "retry"],
  [503, "APIGW.0613", "APIG_UNAVAILABLE", "retry"],
  [504, null, "APIG_UNAVAILABLE", "retry"],
  [599, null, "APIG_UNAVAILABLE", "retry"],
  // Nothing that fits a row: not documented, so it may pass.
  [202, null, "APIG_UNAVAILABLE", "retry"],
  [204, null, "APIG_UNAVAILABLE", "retry"],
  [600, "APIC.9000", "APIG_UNAVAILABLE", "retry"],
];

describe("classify: what an answer other than 200 means", () => {
  for (const [status, apiCode, code, retryability] of rows) {
    it(`${status} ${apiCode ?? "without code"}: ${code}, ${retryability}`, () => {
      const { code: is, retryability: can, mayHaveExpired } = classify(status, apiCode);
      expect([is, `${can}${mayHaveExpired ? ", or expired" : ""}`]).to.deep.equal([code, retryability]);
    });
  }
});

const noon = "Fri, 02 Jan 2026 12:00:00 GMT";

describe("retryAfterMs", () => {
  const cases: [rule: string, header: string | null, date: string | null, expected: number | null][] = [
    ["no header asks for nothing", null, noon, null],
    ["seconds", "7", noon, 7_000],
    ["seconds need no Date", "7", null, 7_000],
    ["seconds with blanks around them", " 20 ", noon, 20_000],
    ["a minute at most, in seconds", "61", noon, 60_000],
    ["a minute at most, whatever the number", "9".repeat(400), noon, 60_000],
    ["a minute at most, as a date", "Fri, 31 Dec 9999 23:59:59 GMT", noon, 60_000],
    ["zero seconds", "0", noon, 0],
    ["an HTTP date counts from the answer's own Date", "Fri, 02 Jan 2026 12:00:30 GMT", noon, 30_000],
    [
      "a server whose clock is years off: only the difference counts",
      "Mon, 01 Jan 2001 00:01:00 GMT",
      "Mon, 01 Jan 2001 00:00:00 GMT",
      60_000,
    ],
    ["a date in the past asks for no wait", "Fri, 02 Jan 2026 11:00:00 GMT", noon, 0],
    ["the old form of a date", "Friday, 02-Jan-26 12:00:30 GMT", noon, 30_000],
    ["a date without Date to compare it with makes no sense", "Fri, 02 Jan 2026 12:00:30 GMT", null, null],
    ["a date beside a broken Date makes no sense", "Fri, 02 Jan 2026 12:00:30 GMT", "yesterday", null],
    ["a word makes no sense", "soon", noon, null],
    ["an empty header makes no sense", "", noon, null],
    ["negative seconds make no sense", "-5", noon, null],
    ["fractions make no sense", "1.5", noon, null],
    ["a date with blanks around it", "  Fri, 02 Jan 2026 12:00:30 GMT ", noon, 30_000],
    ["a date after a word makes no sense", "later Fri, 02 Jan 2026 12:00:30 GMT", noon, null],
    ["a date of another zone makes no sense", "Fri, 02 Jan 2026 12:00:30 GMT+0100", noon, null],
    ["a word with a number makes no sense, whatever Date.parse thinks", "later 2099", noon, null],
  ];
  for (const [rule, header, date, expected] of cases) {
    it(rule, () => expect(retryAfterMs(header, date)).to.equal(expected));
  }
});

describe("a request without an answer, as a problem", () => {
  const hide = (text: string) => text.replaceAll("s3cret", "[redacted]");

  it("keeps its facts; neither its text nor the server's words show a secret", () => {
    const facts = { source: "network", host: "h", said: "no s3cret" } as const;
    const cause = new Error("x");
    const error = new ApigError("APIG_UNREACHABLE", "https://h: no s3cret", { ...facts, cause });
    expect(problemOfError(error, hide)).to.deep.equal({
      ...{ code: "APIG_UNREACHABLE", retryability: "retry", source: "network", host: "h", said: "no [redacted]" },
      ...{ text: "https://h: no [redacted]", namesRequest: true, retryAfterMs: null, cause },
    });
  });

  it("has no words of a server that said none, and no id of a request that has none", () => {
    const problem = problemOfError(new ApigError("APIG_UNREACHABLE", "x"), hide);
    expect(problem).not.to.have.property("said");
    expect(factsOf(problem).requestId).to.equal(undefined);
    expect(factsOf({ ...problem, requestId: "r-1" })).to.include({ requestId: "r-1" });
  });
});

describe("an answer without a code of the API's own", () => {
  const rows: [what: string, status: number, text: string, retryability: string][] = [
    ["400", 400, "", "doubtful"],
    ["a redirect with a page", 302, "<p>Sign in</p>", "doubtful"],
    ["a redirect with blanks alone", 302, " \n", "give-up"],
    ["a redirect with nothing", 302, "", "give-up"],
  ];
  for (const [what, status, text, expected] of rows) {
    it(`${what}: ${expected}`, () => {
      const { retryability } = problemOf({ status, text, headers: new Headers() }, String, {
        source: "api",
        host: "h",
      });
      expect(retryability).to.equal(expected);
    });
  }
});
