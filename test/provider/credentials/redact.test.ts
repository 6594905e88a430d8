import { expect } from "chai";
import { errorDetails } from "../../../provider/core/errorBody";
import { Redactor } from "../../../provider/credentials/redact";

const secret = 'a/b+c"d&e<f';

describe("Redactor", () => {
  const redactor = new Redactor();
  redactor.add(secret, "short", "short-and-longer", "ab", null, undefined);
  const texts: readonly [what: string, text: string][] = [
    ["as it is", secret],
    ["in JSON", JSON.stringify({ secret })],
    ["in JSON with escaped slashes", JSON.stringify({ secret }).replaceAll("/", "\\/")],
    ["in an address", `?token=${encodeURIComponent(secret)}`],
    ["on a page", "a/b+c&quot;d&amp;e&lt;f"],
  ];
  for (const [what, text] of texts) {
    it(`hides a secret ${what}`, () => {
      expect(redactor.redact(`x ${text} y`))
        .to.include("[redacted]")
        .and.not.match(/b\+c|b%2Bc/);
    });
  }
  it("hides the longer of two secrets whole", () => {
    expect(redactor.redact("short-and-longer")).to.equal("[redacted]");
  });
  it("does not take two characters for a secret", () => {
    expect(redactor.redact("about")).to.equal("about");
  });
  it("hides what only decoding brings out, and what a cut would leave the begin of", () => {
    const body = JSON.stringify({ error_msg: `${"x".repeat(195)}${secret}` }).replace("a/b", "\\u0061/b");
    expect(errorDetails(redactor.redact(body), redactor.redact).apiMessage).to.equal(`${"x".repeat(195)}[reda...`);
  });
});
