// `npm run sdks [-- LANGUAGE...]`: makes the native provider's SDKs in `sdk/` from its schema, with Pulumi's own generators. Those
// of Python, Go and Node.js are committed, because the npm package has them and a Go module is what its repository has; the others
// are made where they are wanted. With the address of release.json, or that of `--download-url URL --out FOLDER`, the engine
// downloads the plugin from there by itself.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { forGo, runProgram } from "./engine/run";
import { compileNodeSdk } from "./nodeSdk";
import { buildFiles } from "./release/buildFiles";
import { known, readCoordinates } from "./release/coordinates";
import { schemaFile, schemaText } from "./schema";

const root = join(__dirname, "..");
const generator = join(__dirname, "modules", "sdks");
export const languages = ["dotnet", "go", "java", "nodejs", "python"];
export const committed = ["go", "nodejs", "python"];
const stampFile = join(root, "sdk", "made-from.txt");

/** What the committed SDKs depend on, as one hash: a test compares it with that of their making. */
export function sources(): string {
  const hash = createHash("sha256");
  const { version, devDependencies } = manifest();
  const generators = ["go.mod", "main.go", "java.go", "logo.go", "python.go", "unpinned.go"];
  for (const name of generators) hash.update(read(generator, name));
  for (const name of ["nodeSdk.ts", "release/buildFiles.ts", "release/pom.ts"]) hash.update(read(__dirname, name));
  hash.update(devDependencies.typescript).update(JSON.stringify(readCoordinates()));
  return hash.update(read(schemaFile)).update(version).digest("hex");
}

/** The address that the committed ones name; undefined while nobody knows one. */
export const committedDownloadUrl = (): string | undefined => known("downloadUrl", readCoordinates());

export const madeFrom = (): string => read(stampFile).trim();

const read = (...path: string[]): string => readFileSync(join(...path), "utf8");
const manifest = () => JSON.parse(read(root, "package.json"));

/**
 * Makes SDKs in a folder. With a download URL they tell the engine where the plugin is. The first time, Go builds the generator: some
 * minutes with empty caches, then seconds.
 */
export async function makeSdks(folder: string, wanted: readonly string[], downloadUrl?: string): Promise<void> {
  for (const language of wanted) rmSync(join(folder, language), { recursive: true, force: true });
  const scratch = mkdtempSync(join(tmpdir(), "apig-schema-"));
  try {
    const schema = join(scratch, "schema.json");
    writeFileSync(schema, downloadUrl === undefined ? read(schemaFile) : schemaText(downloadUrl));
    const env = forGo(process.env);
    const args = ["run", ".", schema, manifest().version, folder, ...wanted];
    await runProgram("go", args, { cwd: generator, env, signal: new AbortController().signal });
  } finally {
    rmSync(scratch, { recursive: true });
  }
  if (wanted.includes("nodejs")) compileNodeSdk(join(folder, "nodejs"));
  for (const language of wanted) completeSdk(join(folder, language), language);
}

/** Makes a package of its language of the generated code. */
function completeSdk(folder: string, language: string): void {
  const { version, description, license, keywords, peerDependencies } = manifest();
  const lowest = peerDependencies["@pulumi/pulumi"].replace("^", "");
  const described = { version, description, license, keywords, lowest };
  const files = buildFiles(language, described, readCoordinates());
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const place of [folder, ...(language === "java" ? [join(folder, "src/main/resources/META-INF")] : [])]) {
    mkdirSync(place, { recursive: true });
    copyFileSync(join(root, "LICENSE"), join(place, "LICENSE"));
  }
}

async function main(): Promise<void> {
  const options = { out: { type: "string" }, "download-url": { type: "string" } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const wanted = positionals.length > 0 ? positionals : languages;
  const { out, "download-url": downloadUrl } = values;
  if (out !== undefined) {
    await makeSdks(resolve(out), wanted, downloadUrl);
  } else {
    if (downloadUrl !== undefined)
      throw new Error("--download-url needs --out: what is in sdk/ has that of release.json");
    await makeSdks(join(root, "sdk"), wanted, committedDownloadUrl());
    if (committed.every((language) => wanted.includes(language))) writeFileSync(stampFile, `${sources()}\n`);
  }
  console.log(`sdks: ${wanted.map((language) => join(out ?? "sdk", language)).join(", ")}`);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(`sdks: ${error.message}`);
    process.exitCode = 1;
  });
}
