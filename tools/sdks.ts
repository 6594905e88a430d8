// `npm run sdks [-- LANGUAGE...]`: makes the native provider's SDKs in `sdk/` from its schema, with Pulumi's own generators. Those
// of Python, Go and Node.js are committed, because the npm package has them; the others are made where they are wanted.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./engine/run";
import { compileNodeSdk } from "./nodeSdk";
import { schemaFile } from "./schema";

const root = join(__dirname, "..");
const generator = join(__dirname, "modules", "sdks");
export const languages = ["dotnet", "go", "java", "nodejs", "python"];
export const committed = ["go", "nodejs", "python"];
const stampFile = join(root, "sdk", "made-from.txt");

/** What the committed SDKs depend on, as one hash: a test compares it with that of their making. */
export function sources(): string {
  const hash = createHash("sha256");
  const { version, devDependencies } = manifest();
  for (const name of ["go.mod", "main.go", "buildfiles.go", "python.go"]) hash.update(read(generator, name));
  hash.update(read(__dirname, "nodeSdk.ts")).update(devDependencies.typescript);
  return hash.update(read(schemaFile)).update(version).digest("hex");
}

export const madeFrom = (): string => read(stampFile).trim();

const read = (...path: string[]): string => readFileSync(join(...path), "utf8");
const manifest = () => JSON.parse(read(root, "package.json"));

/** Makes SDKs in a folder. The first time, Go builds the generator: some minutes with empty caches, then seconds. */
export async function makeSdks(folder: string, wanted: readonly string[]): Promise<void> {
  for (const language of wanted) rmSync(join(folder, language), { recursive: true, force: true });
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-mod=readonly -trimpath -buildvcs=false" };
  const args = ["run", ".", schemaFile, manifest().version, folder, ...wanted];
  await runProgram("go", args, { cwd: generator, env, signal: new AbortController().signal });
  if (wanted.includes("nodejs")) compileNodeSdk(join(folder, "nodejs"));
}

async function main(given: readonly string[]): Promise<void> {
  const wanted = given.length > 0 ? given : languages;
  await makeSdks(join(root, "sdk"), wanted);
  if (committed.every((language) => wanted.includes(language))) writeFileSync(stampFile, `${sources()}\n`);
  console.log(`sdks: ${wanted.map((language) => `sdk/${language}`).join(", ")}`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(`sdks: ${error.message}`);
    process.exitCode = 1;
  });
}
