// Bills of materials in CycloneDX's format: of the npm package, with all that an installation takes, and of the plugin, with what
// stands in its one file.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineDeps } from "../engine/deps";
import { clone, version } from "../plugin/bundle";
import { nodeVersion } from "./platforms";

const tool = join(clone, "tools/modules/sbom");
const program = join(tool, "node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js");

interface Component {
  readonly "bom-ref": string;
  readonly type: string;
  readonly name: string;
  readonly group?: string;
  readonly version?: string;
  readonly components?: readonly Component[];
  readonly [key: string]: unknown;
}

export interface Bom {
  readonly metadata: { readonly component: Component; readonly [key: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly [key: string]: unknown;
}

/** Writes both. `bundled` are the packages in the plugin's file, as NAME@VERSION. */
export async function writeBoms(out: string, bundled: readonly string[], deps: EngineDeps): Promise<void> {
  const { run, env, signal } = deps;
  await run("npm", ["ci", "--prefix", tool, "--no-audit", "--no-fund", "--silent"], { env, signal });
  const make = async (file: string, ...omit: string[]) => {
    const how = ["--package-lock-only", "--flatten-components", "--output-reproducible", "--validate"];
    const omitted = omit.flatMap((kind) => ["--omit", kind]);
    await run(process.execPath, [program, ...how, ...omitted, "--output-file", file], { cwd: clone, env, signal });
  };
  await make(join(out, `pulumi-apig-${version}.cdx.json`), "dev");
  const file = join(out, `pulumi-resource-apig-${version}.cdx.json`);
  await make(file);
  const all = JSON.parse(readFileSync(file, "utf8")) as Bom;
  writeFileSync(file, `${JSON.stringify(bomOfPlugin(all, bundled), null, 2)}\n`);
}

/** Of all that the clone has: what is in the bundle, and the Node.js that the executables add. Throws for what is missing. */
export function bomOfPlugin(all: Bom, bundled: readonly string[]): Bom {
  const nameOf = ({ group, name, version: of }: Component) => `${group ? `${group}/` : ""}${name}@${of}`;
  const parts = all.components.filter((component) => bundled.includes(nameOf(component)));
  const missing = bundled.filter((name) => !parts.some((component) => nameOf(component) === name));
  if (missing.length > 0) throw new Error(`the bill of materials has no ${missing.join(", ")}`);
  const { licenses, author } = all.metadata.component;
  const plugin = {
    type: "application",
    name: "pulumi-resource-apig",
    version,
    "bom-ref": `pulumi-resource-apig@${version}`,
  };
  const node = {
    type: "platform",
    name: "node",
    version: nodeVersion,
    "bom-ref": `node@${nodeVersion}`,
    licenses: [{ license: { id: "MIT" } }],
    purl: `pkg:generic/node@${nodeVersion}`,
  };
  const components = [...parts, node];
  const refs = components.map((component) => component["bom-ref"]);
  const among = (names: readonly string[] = []) => names.filter((name) => refs.includes(name));
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.includes(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: among(dependsOn) }));
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...plugin, licenses, ...(author ? { author } : {}) } },
    components,
    dependencies: [
      { ref: plugin["bom-ref"], dependsOn: refs },
      ...dependencies,
      { ref: node["bom-ref"], dependsOn: [] },
    ],
  };
}
