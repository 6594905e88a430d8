import { expect } from "chai";
import {
  invalidArgument,
  invalidSetting,
  invalidValueOf,
  noCredentials,
  quoted,
  said,
  shownValue,
} from "../../../provider/core/foreignText";

describe("a message quotes values", () => {
  it("texts as they are, anything else as JSON, a list one by one", () => {
    expect(said`a ${"x"}, b ${1}, c ${null}, d ${["y", 2, { z: [] }]}.`).to.equal(
      'a x, b 1, c null, d y, 2, {"z":[]}.',
    );
    expect(said`nothing`).to.equal("nothing");
    expect(said`${"only"}`).to.equal("only");
  });

  it("of a value without JSON, its type", () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect([undefined, 1n, () => 0, Symbol("s"), circle].map(shownValue)).to.deep.equal([
      "undefined",
      "bigint",
      "function",
      "symbol",
      "object",
    ]);
  });

  it("harmless, and cut: a value to 300 characters, a list to 2,000", () => {
    expect(said`${"a\nb"}`).to.equal("a\\nb");
    expect(quoted("x".repeat(301))).to.equal(`${"x".repeat(297)}...`);
    expect(said`${"x".repeat(301)}`).to.equal(quoted("x".repeat(301)));
    expect(said`${Array(7).fill("x".repeat(300))}`).to.have.length(2_000);
    expect(said`${Array(6).fill("x".repeat(300))}`).to.have.length(6 * 300 + 5 * 2);
  });

  it("as an error of its code; one about a setting's value says whose it quotes", () => {
    const errors = [invalidSetting`${1}`, invalidArgument`${1}`, noCredentials`${1}`, invalidValueOf("polling")`${1}`];
    expect(errors.map(({ code, message, facts }) => [code, message, facts])).to.deep.equal([
      ["APIG_INVALID_SETTING", "1", {}],
      ["APIG_INVALID_ARGUMENT", "1", {}],
      ["APIG_NO_CREDENTIALS", "1", {}],
      ["APIG_INVALID_SETTING", "1", { quotes: "polling" }],
    ]);
  });
});
