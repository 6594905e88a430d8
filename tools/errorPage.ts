// docs/errors.md: every code of an error, made from the comments that an editor shows beside it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");
export const errorPageFile = join(root, "docs", "errors.md");

const head = `# Errors

Written by \`npm run surface\` from the comments of \`ErrorCode\`.

Every error of this package is an \`ApigError\`. Its \`code\` is one of these, and keeps its meaning in later releases. An error also has
\`status\` (HTTP), \`apiCode\` (the cloud's own code, of the answer or of a creation that failed) and \`requestId\`, for the cloud's support. Each
is undefined if there is none. The message is for people and may change. If the table says so, a wait tries again until its timeout, and a single
request for ten seconds. After a good answer, a wait also tolerates an unexpected 400, 409 or 425, an HTML page, or a refusal by a proxy: it ends when three in a row come over 30 s.

These messages end with the code: those of the resource, of \`waitForGateway\` and \`getGatewayProgress\`, and of the commands
\`get\` and \`watch\`. This page is \`docs/errors.md\` in the repository and in the installed package (\`node_modules/pulumi-apig/docs/errors.md\`).
These messages have no code: a message that begins with \`bug in pulumi-apig:\`, because the error was not expected; the line that \`get\` prints of a gateway,
which is its result; a wrong command line; and what \`pulumi\` or the file system reports to the command \`plugin\`.

| code | what happened | what to do | tried again |
|---|---|---|---|
`;

/** The text of that file. Throws where a code's comment has not the form that a row needs. */
export function errorPage(): string {
  const file = join(root, "provider", "errors.ts");
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const alias = source.statements.find(
    (node): node is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(node) && node.name.text === "ErrorCode",
  );
  const codes = alias && ts.isUnionTypeNode(alias.type) ? alias.type.types : [];
  // The comment stands before the `|`, which belongs to no node.
  const rows = codes.map((node, index) => {
    const before = text.slice(codes[index - 1]?.end ?? alias?.name.end, node.pos);
    return `${rowOf(node.getText().replaceAll('"', ""), before)}\n`;
  });
  return head + rows.join("");
}

function rowOf(code: string, before: string): string {
  const [, comment = ""] = /\/\*\*(.*?)\*\//s.exec(before) ?? [];
  const words = comment
    .replace(/^\s*\*/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  const [, ...parts] = /^(.+?)\. Do: (.+?)\. Retried: (.+?)\.$/.exec(words) ?? [];
  if (parts.length === 0) throw new Error(`the comment of ${code} is not "What happened. Do: ... Retried: ..."`);
  return `| \`${code}\` | ${parts.join(" | ")} |`;
}
