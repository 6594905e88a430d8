import { join } from "node:path";
import { expect } from "chai";
import { attacks, patternsIn } from "./helpers/patterns";

const short = 16 * 1024;
/** On so short a text a quadratic pattern takes hundreds of milliseconds, a linear one a fraction of one. */
const allowedMs = 40;
const mebibyte = 1024 * 1024;

function millisecondsOn(regex: RegExp, text: string): number {
  const began = performance.now();
  if (regex.global) text.replace(regex, "");
  else regex.exec(text);
  return performance.now() - began;
}

/** The machine may have been busy: the best of three counts. */
const best = (regex: RegExp, text: string) => {
  const first = millisecondsOn(regex, text);
  return first < allowedMs ? first : Math.min(first, ...[1, 2].map(() => millisecondsOn(regex, text)));
};

describe("no pattern takes more than linear time", () => {
  const patterns = patternsIn(join(__dirname, "../../provider"));

  it("all of them are found", () => expect(patterns.length).to.be.above(50));

  for (const { name, regex } of patterns) {
    it(name, () => {
      let slowest = { ms: -1, text: "" };
      for (const text of attacks(regex, short)) {
        const ms = best(regex, text);
        expect(ms, `milliseconds on ${JSON.stringify(text.slice(0, 20))} and so on`).to.be.below(allowedMs);
        if (ms > slowest.ms) slowest = { ms, text };
      }
      const long = slowest.text.repeat(Math.ceil(mebibyte / slowest.text.length));
      expect(best(regex, long), "milliseconds on 1 MiB").to.be.below(1_000);
    });
  }

  it("and one that does is noticed", () => {
    for (const slow of [/<[^>]*>/g, /\/+$/, /[?#].*$/, /ak .*not exist/i]) {
      let ms = 0;
      for (const text of attacks(slow, 2 * short)) if (ms < allowedMs) ms = Math.max(ms, millisecondsOn(slow, text));
      expect(ms, String(slow)).to.be.above(allowedMs);
    }
  });
});
