import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

export interface Pattern {
  /** `core/address.ts:12 /\/+$/` */
  readonly name: string;
  readonly regex: RegExp;
}

/** Every regular expression that is written in the TypeScript files of a folder. Throws where one is built at run time. */
export function patternsIn(folder: string): Pattern[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const found: Pattern[] = [];
    const visit = (node: ts.Node): void => {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const place = `${relative(folder, join(folder, file))}:${line}`;
      if (ts.isNewExpression(node) && node.expression.getText() === "RegExp")
        throw new Error(`${place} builds a pattern`);
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        const regex = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
        found.push({ name: `${place} ${node.text}`, regex });
      }
      node.forEachChild(visit);
    };
    visit(source);
    return found;
  });
}

const samples: Readonly<Record<string, string>> = {
  s: " ",
  S: "x",
  d: "7",
  D: "x",
  w: "a",
  W: "-",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Texts that fit the parts of a pattern: its letters, what its classes stand for, and its words. */
function atomsOf({ source }: RegExp): string[] {
  const atoms = new Set<string>(["x"]);
  for (const [, letter = ""] of source.matchAll(/\\([a-zA-Z])/g)) atoms.add(samples[letter] ?? "x");
  const plain = source.replace(/\\[sSdDwWnrtbBpPu]/g, "\n").replace(/\\(.)/g, "$1");
  for (const sign of plain) if (!/[\n\r()[\]{}?*+|^$]/.test(sign)) atoms.add(sign);
  for (const sign of ["(", "[", "{", "?", "*", "+", "|"])
    if (source.includes(`\\${sign}`) || /\[[^\]]*[?{(]/.test(source)) atoms.add(sign);
  for (const [word] of plain.matchAll(/[^\n()[\]{}?*+|^$]{2,}/g)) atoms.add(word);
  return [...atoms];
}

/** Texts of this many units on which a pattern that goes back over what it has read takes longest. */
export function* attacks(regex: RegExp, length: number): Generator<string> {
  const atoms = atomsOf(regex);
  const few = atoms.filter((atom) => atom.length === 1).slice(0, 6);
  const units = new Set([...atoms, ...few.flatMap((a) => few.map((b) => a + b))]);
  for (const unit of units) {
    const body = unit.repeat(Math.ceil(length / unit.length));
    for (const end of ["", "\n\u0000"]) yield body + end;
    yield (atoms.at(-1) ?? "") + body;
  }
}
