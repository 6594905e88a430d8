import { join } from "node:path";
import { expect } from "chai";
import { check } from "recheck";
import { patternsIn } from "./patternsIn";

/** `safe`: on no text does it take more than linear time. */
async function verdictOn({ source, flags }: RegExp): Promise<string> {
  // The longest takes seconds. A counted repetition of up to 40 is proved, above it recheck tries texts.
  const { status } = await check(source, flags, { timeout: 120_000, maxRepeatCount: 50 });
  return status;
}

/** Where recheck has a program of its own; in plain JavaScript it gives up on some of these patterns. */
const native = ["darwin-arm64", "darwin-x64", "linux-x64", "win32-x64"];

describe("no pattern takes more than linear time", () => {
  before(function () {
    const here = `${process.platform}-${process.arch}`;
    process.env.RECHECK_BACKEND = "native";
    if (native.includes(here)) return;
    console.log(`    recheck has no program for ${here}: no pattern is checked`);
    this.skip();
  });

  const patterns = patternsIn(join(__dirname, "../../provider"));
  it("all of them are found", () => expect(patterns.length).to.be.above(50));

  for (const { name, regex } of patterns) it(name, async () => expect(await verdictOn(regex)).to.equal("safe"));

  for (const slow of [/<[^>]*>/g, /\/+$/, /[?#].*$/, /ak .*not exist/i, /(a+)+b/]) {
    it(`and one that does is noticed: ${slow}`, async () => expect(await verdictOn(slow)).to.equal("vulnerable"));
  }
});
