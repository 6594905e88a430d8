import { join } from "node:path";
import ts from "typescript";

/** A property, as TypeScript has it. */
export interface Member {
  readonly name: string;
  readonly type: "string" | "number" | "boolean" | "array";
  /** Never missing and never null. */
  readonly isRequired: boolean;
  readonly description: string;
}

interface Declaration {
  readonly description: string;
  readonly members: readonly Member[];
}

/** What files of provider/ export, by its name. Only their own types and those of core/ are read, since Pulumi's take seconds. */
export function declarationsOf(...names: readonly string[]): (name: string) => Declaration {
  const files = names.map((name) => join(__dirname, "../provider", name));
  const program = ts.createProgram(files, options, host);
  const checker = program.getTypeChecker();
  const exported = files
    .map((file) => checker.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile) as ts.Symbol)
    .flatMap((module) => checker.getExportsOfModule(module));
  return (name) => {
    const symbol = exported.find((each) => each.name === name);
    if (symbol === undefined) throw new Error(`nothing is called ${name}`);
    const members = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
    return { description: wordsOf(symbol, checker), members: members.map((member) => memberOf(member, checker)) };
  };
}

const options = { strict: true, types: [], lib: ["lib.es5.d.ts"], module: ts.ModuleKind.Node20 };
const pulumiTypes = { resolvedFileName: join(__dirname, "pulumiTypes.d.ts"), extension: ts.Extension.Dts };
const host = ts.createCompilerHost(options);
host.resolveModuleNameLiterals = (modules, from) =>
  modules.map(({ text }) => {
    if (text.includes("core/") || from.includes("/core/")) return ts.resolveModuleName(text, from, options, host);
    return { resolvedModule: text === "@pulumi/pulumi" ? pulumiTypes : undefined };
  });

function memberOf(symbol: ts.Symbol, checker: ts.TypeChecker): Member {
  const given = checker.getTypeOfSymbol(symbol);
  const value = checker.getNonNullableType(given);
  const type = checker.isArrayType(value) ? "array" : kinds.find((kind) => isA(kind, value, checker));
  if (type === undefined) throw new Error(`${symbol.name}: the schema has no ${checker.typeToString(value)}`);
  return { name: symbol.name, type, isRequired: given === value, description: wordsOf(symbol, checker) };
}

const kinds = ["string", "number", "boolean"] as const;

function isA(kind: (typeof kinds)[number], type: ts.Type, checker: ts.TypeChecker): boolean {
  const of = { string: checker.getStringType(), number: checker.getNumberType(), boolean: checker.getBooleanType() };
  return checker.isTypeAssignableTo(type, of[kind]) && !(type.flags & ts.TypeFlags.Any);
}

/** A docstring without examples, which are programs in TypeScript, and without tags. */
function wordsOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const prose = text.replace(/```.*?```/gs, "").replace(/\{@link (\w+) ?\}/g, "`$1`");
  return prose
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll("\n", " ").trim())
    .filter(Boolean)
    .join("\n\n");
}
