// `npm run surface`: writes the types that users can see to docs/maintainers/publicSurface.md, where a review sees each change of them; and
// the codes of errors to docs/errors.md.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { errorPage, errorPageFile } from "./errorPage";

const root = join(__dirname, "..");
export const surfaceFile = join(root, "docs", "maintainers", "publicSurface.md");
const entries = { "pulumi-apig": "dist/index.d.ts", "pulumi-apig/dynamic": "dist/dynamic.d.ts" };

/** The text of that file, made from the compiled declarations in `dist/`. */
export function surface(): string {
  const chapters = Object.entries(entries).map(([name, entry]) => {
    const declarations = declarationsFrom(join(root, entry)).join("\n\n");
    return `## \`${name}\`\n\`\`\`ts\n${declarations}\n\`\`\`\n`;
  });
  const head = "# Public surface\n\nWritten by `npm run surface` from the compiled types, without their comments.\n";
  return [head, ...chapters].join("\n");
}

/** Every exported declaration of a file, and the package's own types that they name. */
function declarationsFrom(entry: string): string[] {
  const program = ts.createProgram([entry], { noLib: true, types: [] }, ownFilesOnly());
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry) as ts.SourceFile;
  const queue = [...checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol)];
  const done = new Set<ts.Node>();
  const printer = ts.createPrinter({ removeComments: true });
  const found: string[] = [];
  for (const named of queue) {
    const symbol = named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
    for (const declaration of symbol.declarations ?? []) {
      const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
      if (!ts.isSourceFile(node.parent) || done.has(node)) continue;
      done.add(node);
      found.push(printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()));
      forEachIdentifier(node, (identifier) => {
        const used = checker.getSymbolAtLocation(identifier);
        if (used) queue.push(used);
      });
    }
  }
  return found;
}

function forEachIdentifier(node: ts.Node, visit: (identifier: ts.Identifier) => void): void {
  if (ts.isIdentifier(node)) visit(node);
  ts.forEachChild(node, (child) => forEachIdentifier(child, visit));
}

/** Other packages and the language's own types are not read: this takes milliseconds. */
function ownFilesOnly(): ts.CompilerHost {
  const host = ts.createCompilerHost({});
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) => ({
      resolvedModule: text.startsWith(".")
        ? { resolvedFileName: join(dirname(containing), `${text}.d.ts`), extension: ts.Extension.Dts }
        : undefined,
    }));
  return host;
}

if (require.main === module) {
  writeFileSync(surfaceFile, surface());
  writeFileSync(errorPageFile, errorPage());
}
