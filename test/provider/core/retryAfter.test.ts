import { expect } from "chai";
import { retryAfterMs } from "../../../provider/core/retryAfter";

const noon = "Fri, 02 Jan 2026 12:00:00 GMT";

describe("retryAfterMs", () => {
  const cases: [rule: string, header: string | null, date: string | null, expected: number | null][] = [
    ["no header asks for nothing", null, noon, null],
    ["seconds", "7", noon, 7_000],
    ["seconds need no Date", "7", null, 7_000],
    ["seconds with blanks around them", " 120 ", noon, 120_000],
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
    ["a word with a number makes no sense, whatever Date.parse thinks", "later 2099", noon, null],
  ];
  for (const [rule, header, date, expected] of cases) {
    it(rule, () => expect(retryAfterMs(header, date)).to.equal(expected));
  }
});
