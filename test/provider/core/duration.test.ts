import { expect } from "chai";
import { durationMs, formatDuration, isDuration } from "../../../provider/core/duration";

describe("a length of time, as customTimeouts takes it", () => {
  const lengths: [text: string, ms: number][] = [
    ["0", 0],
    ["0s", 0],
    ["250ms", 250],
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h30m", 5_400_000],
    ["1h0m5s", 3_605_000],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["+5s", 5_000],
    ["1us", 0.001],
    ["1µs", 0.001],
    ["1000ns", 0.001],
    ["840h", 3_024_000_000],
  ];
  for (const [text, ms] of lengths) {
    it(`${text} is ${ms} ms`, () => {
      expect(isDuration(text)).to.equal(true);
      expect(durationMs(text)).to.be.closeTo(ms, 1e-9);
    });
  }

  for (const text of [
    "",
    "10",
    "ten minutes",
    "10 m",
    "1d",
    "-5s",
    "5S",
    "1h-5m",
    "m",
    "2.s",
    ".s",
    "10m ",
    "1e3s",
    "5min",
  ]) {
    it(`"${text}" is none`, () => expect(isDuration(text)).to.equal(false));
  }

  it("has at most 100 characters, and less than the engine's 63 bits of nanoseconds", () => {
    expect(isDuration(`${"0".repeat(99)}s`)).to.equal(true);
    expect(isDuration(`${"0".repeat(100)}s`)).to.equal(false);
    expect(isDuration("2562047h")).to.equal(true);
    expect(isDuration("2562048h")).to.equal(false);
  });
});

describe("formatDuration", () => {
  const cases: [ms: number, text: string][] = [
    [0, "0s"],
    [499, "0s"],
    [500, "1s"],
    [12_000, "12s"],
    [59_499, "59s"],
    [59_500, "1m0s"],
    [60_000, "1m0s"],
    [323_750, "5m24s"],
    [3_599_600, "1h0m0s"],
    [3_605_000, "1h0m5s"],
    [90_061_000, "25h1m1s"],
  ];
  for (const [ms, text] of cases) it(`${ms} ms is ${text}`, () => expect(formatDuration(ms)).to.equal(text));
});
