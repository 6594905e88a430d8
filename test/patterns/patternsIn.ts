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
