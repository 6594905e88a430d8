import { expect } from "chai";
import { errorDetails } from "../../../provider/core/errorBody";
import { quoted } from "../../../provider/core/foreignText";
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
    ["on a page, by number", "a&#47;b&#x2B;c&#x22;d&#38;e&#60;f"],
    [
      "in JSON, all of it escaped",
      [...secret].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
    ],
    ["in JSON in JSON", JSON.stringify(JSON.stringify({ secret }))],
    ["in an address in JSON", JSON.stringify({ at: `?t=${encodeURIComponent(secret)}` }).replaceAll("%", "\\u0025")],
    ["in an address twice", encodeURIComponent(encodeURIComponent(secret))],
    ["in an address in small letters", encodeURIComponent(secret).toLowerCase()],
  ];
  for (const [what, text] of texts) {
    it(`hides a secret ${what}`, () => {
      expect(redactor.redact(`x ${text} y`))
        .to.include("[redacted]")
        .and.not.match(/b\+c|b%2Bc/);
    });
  }
  it("hides a secret that a text repeats hundreds of thousands of times", () => {
    expect(redactor.redact("short".repeat(200_000))).to.match(/^(\[redacted\])+$/);
  });
  it("hides the longer of two secrets whole", () => {
    expect(redactor.redact("short-and-longer")).to.equal("[redacted]");
  });
  it("hides secrets that overlap, and takes its own mark for none", () => {
    const overlapping = new Redactor();
    overlapping.add("abcab", "cabxy", "red", "act");
    expect(overlapping.redact("-abcabxy- red")).to.equal("-[redacted]- [redacted]");
  });
  it("hides a secret that looks like an escape itself", () => {
    const odd = new Redactor();
    odd.add('a"%4E&lt;b');
    for (const text of ['a"%4E&lt;b', 'a\\"%4E&lt;b', "a%22%254E%26lt%3Bb", "a&quot;%4E&amp;lt;b"]) {
      expect(odd.redact(`<${text}>`), text).to.equal("<[redacted]>");
    }
  });
  it("hides a secret with a space or letters that are no ASCII", () => {
    const odd = new Redactor();
    odd.add("päß wörd");
    for (const text of [
      "päß wörd",
      "p%C3%A4%C3%9F%20w%C3%B6rd",
      "p%C3%A4%C3%9F+w%C3%B6rd",
      "p\\u00e4\\u00df w\\u00f6rd",
    ]) {
      expect(odd.redact(`<${text}>`)).to.equal("<[redacted]>");
    }
  });
  it("with a limit shows no begin of a secret", () => {
    for (let before = 0; before < 60; before++) {
      expect(redactor.redact(`${"x".repeat(before)}${secret}${secret}tail`, 40)).not.to.match(/a\/b|d&e/);
    }
  });
  it("with a limit hides exactly the secret of a long text", () => {
    expect(redactor.redact(`before ${secret} after${"x".repeat(1000)}`, 30)).to.match(/^before \[redacted\] after/);
  });
  it("does not take two characters for a secret", () => {
    expect(redactor.redact("about")).to.equal("about");
  });
  it("hides what only decoding brings out, and what a cut would leave the begin of", () => {
    const body = JSON.stringify({ error_msg: `${"x".repeat(292)}${secret}` }).replace("a/b", "\\u0061/b");
    expect(errorDetails(body, redactor.redact).apiMessage).to.equal(`${"x".repeat(292)}[reda...`);
  });

  it("hides what a message leaves of one that is longer than its quotes", () => {
    const long = new Redactor();
    long.add("word ".repeat(100));
    expect(long.redact(quoted("word ".repeat(100)))).to.equal("[redacted]...");
  });
});
