import { expect } from "chai";
import { cut, harmless, longestInMessage, type Redact, safeCode, safeText } from "../../../provider/core/foreignText";
import { Redactor } from "../../../provider/credentials/redact";

const same: Redact = (text) => text;

describe("foreignText: harmless shows what a terminal or the engine would obey", () => {
  const rows: readonly [what: string, text: string, shown: string][] = [
    ["line breaks and tabs", "a\nb\r\n\tc", "a\\nb\\r\\n\\tc"],
    ["an escape sequence", "\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m"],
    ["a link (OSC 8)", "\u001b]8;;http://x\u0007y", "\\u001b]8;;http://x\\u0007y"],
    ["a control character of one byte (C1), and delete", "\u009b31m\u007f\u0085", "\\u009b31m\\u007f\\u0085"],
    ["NUL", "a\u0000b", "a\\u0000b"],
    ["marks and overrides of direction", "\u202eabc\u2066\u200f\u061c", "\\u202eabc\\u2066\\u200f\\u061c"],
    ["what takes no space", "a\u200bb\ufeffc\u00add\u2060e", "a\\u200bb\\ufeffc\\u00add\\u2060e"],
    ["line and paragraph separators", "a\u2028b\u2029c", "a\\u2028b\\u2029c"],
    ["tags and fillers that nobody sees", "a\u{e0041}\u3164", "a\\u{e0041}\\u3164"],
    ["half a surrogate pair", "a\ud83db\ude00", "a\ufffdb\ufffd"],
    ["a colour of Pulumi's", "<{%fg 1%}>", "<\\u007b%fg 1%}>"],
    ["a colour that Pulumi does not know", "<{%nonsense%}>", "<\\u007b%nonsense%}>"],
    [
      "the engine's word for unknown",
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      "04da6b54\\u002d80e4-46f7-96ec-b56ff0331ba9",
    ],
    [
      "letters, signs and emoji as they are",
      "Quota überschritten: 配额不足 100% {a} 😀",
      "Quota überschritten: 配额不足 100% {a} 😀",
    ],
  ];
  for (const [what, text, shown] of rows) it(what, () => expect(harmless(text)).to.equal(shown));
});

describe("foreignText: cut", () => {
  it("counts characters, and never splits one", () => {
    for (const length of [8, 9, 10, 11, 12]) {
      const text = cut(`${"x".repeat(length - 1)}😀tail`, 10);
      expect(text.isWellFormed(), text).to.equal(true);
      expect([...text].length, text).to.be.at.most(10);
    }
    expect(cut("😀".repeat(10), 10)).to.equal("😀".repeat(10));
    expect(cut("😀".repeat(11), 10)).to.equal(`${"😀".repeat(7)}...`);
    expect(cut("x".repeat(10), 10)).to.equal("x".repeat(10));
  });
});

describe("foreignText: safeText", () => {
  const redactor = new Redactor();
  redactor.add("s3cr3t-value", "100", "9218");

  it("hides a secret that the cut would have split", () => {
    for (let before = 280; before < 305; before++) {
      const shown = safeText(`${"x".repeat(before)}s3cr3t-value and more`, redactor.redact, longestInMessage);
      expect(shown, `${before}`).not.to.match(/s3|cr3/);
      expect([...shown].length).to.be.at.most(longestInMessage);
    }
  });

  it("stays within the limit, escapes included", () => {
    for (const sign of ["\n", "\u001b", "😀", "\ud83d", "\u{e0041}"]) {
      expect([...safeText(sign.repeat(5_000), same, 300)].length).to.be.at.most(300);
    }
  });

  it("leaves documented codes whole, since they decide what to do", () => {
    expect(safeCode("APIC.9218", redactor.redact, 300)).to.equal("APIC.9218");
    expect(safeCode("APIG.9218", redactor.redact, 300)).to.equal("APIG.9218");
    for (const [code, shown] of [
      ["OTHER.9218", "OTHER.[redacted]"],
      ["XAPIC.9218", "XAPIC.[redacted]"],
      ["APIC.92180", "APIC.[redacted]0"],
    ] as const)
      expect(safeCode(code, redactor.redact, 300)).to.equal(shown);
  });

  it("asks for as much of a text as it may show, and a sign more, so that it says where it was cut", () => {
    const short: Redact = (text, limit) => text.slice(0, limit);
    expect(safeText("😀".repeat(400), short, 300)).to.equal(`${"😀".repeat(297)}...`);
  });
});
