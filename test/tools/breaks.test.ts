import { expect } from "chai";
import { applied, breaksOf, parses } from "../breaks/operators";

const snippet = `import { one } from "./1";
/** Returns 2 < 3. */
export function f(a: 4, b?: boolean) {
  if (a < 5 && b) g("6");
  return { ...(b && { c: true }), d: a ?? 7 };
}
`;

const lines = [
  'if (!(a < 5 && b)) g("6");',
  'if (a < 5 || b) g("6");',
  'if (a <= 5 && b) g("6");',
  'if (a < 6 && b) g("6");',
  "if (a < 5 && b) ;",
  'if (a < 5 && b) return; g("6");',
  "return { ...{}, d: a ?? 7 };",
  "return { ...(b || { c: true }), d: a ?? 7 };",
  "return { ...(b && { c: false }), d: a ?? 7 };",
  "return { ...(b && { c: true }), d: a };",
  "return { ...(b && { c: true }), d: 7 };",
  "return { ...(b && { c: true }), d: a ?? 8 };",
];

describe("random breaks", () => {
  const broken = breaksOf(snippet).map((edit) => applied(snippet, edit));

  it("change one line each, and no import, comment, type or text", () => {
    const changed = broken.map((text) => {
      const before = snippet.split("\n");
      return text
        .split("\n")
        .filter((line, i) => line !== before[i])
        .map((line) => line.trim());
    });
    expect(changed).to.deep.equal(lines.map((line) => [line]));
  });

  it("are valid syntax", () => {
    expect(broken.filter((text) => !parses(text))).to.deep.equal([]);
    expect(parses("if (a <) b;")).to.equal(false);
  });
});
