import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Names of what holds a text for people, or a part of one. */
const isText = (name: string) =>
  /(message|text|said|reason|told|stderr|stdout|stack|advice|headline|line)s?$|^from$/i.test(name);
const methods = [
  "includes",
  "startsWith",
  "endsWith",
  "indexOf",
  "lastIndexOf",
  "match",
  "matchAll",
  "search",
  "split",
];
const tests = ["test", "exec"];

/** A place where code looks into a text: the file, and what it does there. */
export type Reading = `${string}: ${string}`;

/** Every such place in a file of TypeScript. */
export function readingsIn(file: string, code: string): Reading[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const aliases = aliasesIn(source);
  const isOfText = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node)) return isText(node.text) || aliases.has(node.text);
    if (ts.isFunctionLike(node) || ts.isTypeOfExpression(node)) return false;
    return ts.forEachChild(node, (inner) => isOfText(inner) || undefined) ?? false;
  };
  const found: Reading[] = [];
  const visit = (node: ts.Node): void => {
    if (looksInto(node).some(isOfText))
      found.push(`${file}: ${node.getText(source).replace(/\s+/g, " ").slice(0, 100)}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What an expression looks into: the text that is searched, or that is compared with a literal. */
function looksInto(node: ts.Node): readonly ts.Node[] {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    if (methods.includes(name.text)) return [expression];
    return tests.includes(name.text) ? node.arguments : [];
  }
  if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())) {
    const { left, right } = node;
    return ts.isStringLiteralLike(right) ? [left] : ts.isStringLiteralLike(left) ? [right] : [];
  }
  if (ts.isSwitchStatement(node)) return [node.expression];
  return [];
}

/** Other names that a file gives to such a text: `const it = error.message`, `{ message: it }`. */
function aliasesIn(source: ts.SourceFile): ReadonlySet<string> {
  const aliases = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const { initializer } = node;
      if (ts.isPropertyAccessExpression(initializer) && isText(initializer.name.text)) aliases.add(node.name.text);
    }
    if (ts.isBindingElement(node) && node.propertyName && isText(node.propertyName.getText()))
      if (ts.isIdentifier(node.name)) aliases.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return aliases;
}

/** The same in every file of a folder. */
export function readingsUnder(folder: string): Reading[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.sort().flatMap((file) => readingsIn(file, readFileSync(join(folder, file), "utf8")));
}
