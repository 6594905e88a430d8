// Compiles the generated SDK for Node.js in its folder, and takes its sources away. A program's own compiler would take them, and
// for a target from ES2022 on it defines a class's fields anew after `super()`: every output would be undefined, and what depends
// on a wait would start at once.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const modules = join(__dirname, "..", "node_modules");
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2020,
  useDefineForClassFields: false,
  module: ts.ModuleKind.Node16,
  declaration: true,
  stripInternal: true,
  strict: true,
  skipLibCheck: true,
  // The SDK may be made anywhere.
  paths: {
    "@pulumi/pulumi": [join(modules, "@pulumi/pulumi")],
    "@pulumi/pulumi/*": [join(modules, "@pulumi/pulumi/*")],
  },
  typeRoots: [join(modules, "@types")],
  types: ["node"],
};

export function compileNodeSdk(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts")).map((file) => join(folder, file));
  const program = ts.createProgram(sources, options);
  const wrong = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (wrong.length > 0) throw new Error(ts.formatDiagnostics(wrong, host));
  for (const file of [...sources, join(folder, "tsconfig.json")]) rmSync(file);
  writeManifest(join(folder, "package.json"));
}

const host: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: ts.sys.getCurrentDirectory,
  getCanonicalFileName: (name) => name,
  getNewLine: () => "\n",
};

function writeManifest(file: string): void {
  const { scripts, devDependencies, pulumi, ...rest } = JSON.parse(readFileSync(file, "utf8"));
  // The language host asks for the plugin of each package in node_modules that says `true`, also where no program uses it.
  const plugin = { ...pulumi, resource: false };
  const manifest = { ...rest, type: "commonjs", main: "./index.js", types: "./index.d.ts", pulumi: plugin };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
