import { expect } from "chai";
import { attempt, systemCode } from "../../../provider/core/attempt";
import { ApigError } from "../../../provider/errors";

describe("attempt", () => {
  const failing = (error: unknown) => () => {
    throw error;
  };

  it("gives what was made, and nothing where the expected error was thrown", () => {
    expect(attempt(SyntaxError, () => JSON.parse("7"))).to.equal(7);
    expect(attempt(SyntaxError, () => JSON.parse("{"))).to.equal(undefined);
  });

  it("throws on any other error, as it is", () => {
    const bug = new TypeError("x is not a function");
    expect(() => attempt(SyntaxError, failing(bug))).to.throw(bug);
  });
});

describe("systemCode", () => {
  it("is that of an error of Node.js's own, and none of any other", () => {
    expect(systemCode(Object.assign(new Error("no such file"), { code: "ENOENT" }))).to.equal("ENOENT");
    const ours = new ApigError("APIG_INVALID_SETTING", "no such file");
    for (const other of [ours, new TypeError("x"), null, undefined, "ENOENT", { code: 7 }])
      expect(systemCode(other)).to.equal(undefined);
  });
});
