// The breaks that one line of TypeScript can have. Pure: text in, edits out.
import ts from "typescript";

/** One edit: the characters from `start` to `end` become `text`. */
export interface Break {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const swaps: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: "<=",
  [ts.SyntaxKind.LessThanEqualsToken]: "<",
  [ts.SyntaxKind.GreaterThanToken]: ">=",
  [ts.SyntaxKind.GreaterThanEqualsToken]: ">",
  [ts.SyntaxKind.AmpersandAmpersandToken]: "||",
  [ts.SyntaxKind.BarBarToken]: "&&",
  [ts.SyntaxKind.PlusToken]: "-",
  [ts.SyntaxKind.MinusToken]: "+",
  [ts.SyntaxKind.AsteriskToken]: "/",
  [ts.SyntaxKind.SlashToken]: "*",
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: "!==",
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: "===",
};

/** Every break of a file. Types, imports, texts and comments stay as they are. */
export function breaksOf(source: string): Break[] {
  const file = ts.createSourceFile("file.ts", source, ts.ScriptTarget.Latest, true);
  const found: Break[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    for (const [part, text] of edits(node)) found.push({ start: part.getStart(), end: part.getEnd(), text });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter(({ start, end }) => !source.slice(start, end).includes("\n"));
}

export function applied(source: string, { start, end, text }: Break): string {
  return source.slice(0, start) + text + source.slice(end);
}

type Edit = readonly [part: ts.Node, text: string];

function edits(node: ts.Node): Edit[] {
  if (ts.isBinaryExpression(node)) return binary(node);
  if (ts.isIfStatement(node) || ts.isWhileStatement(node))
    return [[node.expression, `!(${node.expression.getText()})`]];
  if (ts.isConditionalExpression(node)) return [[node.condition, `!(${node.condition.getText()})`]];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, "false"]];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, "true"]];
  if (ts.isNumericLiteral(node)) return [[node, String(Number(node.text.replaceAll("_", "")) + 1)]];
  if (ts.isSpreadAssignment(node)) return [[node, "...{}"]];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [[node, `(${node.operand.getText()})`]];
  }
  if (ts.isExpressionStatement(node))
    return [
      [node, ";"],
      [node, `return; ${node.getText()}`],
    ];
  return [];
}

function binary(node: ts.BinaryExpression): Edit[] {
  const { left, operatorToken: operator, right } = node;
  if (operator.kind === ts.SyntaxKind.QuestionQuestionToken)
    return [
      [node, left.getText()],
      [node, right.getText()],
    ];
  // A plus beside a text joins texts.
  if (operator.kind === ts.SyntaxKind.PlusToken && [left, right].some(isText)) return [];
  const swap = swaps[operator.kind];
  return swap === undefined ? [] : [[operator, swap]];
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** Whether the broken text is still TypeScript. Its types do not matter: the tests run without them. */
export function parses(text: string): boolean {
  return ts.transpileModule(text, { reportDiagnostics: true }).diagnostics?.length === 0;
}
