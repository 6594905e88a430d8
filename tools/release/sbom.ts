// Bills of materials in CycloneDX's format: of the npm package, with all that an installation takes, and of the plugin, with what
// stands in its one file.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { userCacheFolder } from "../engine/cache";
import type { EngineDeps } from "../engine/deps";
import type { Maker } from "../engine/makers";
import { obtain } from "../engine/obtain";
import { EngineUnavailableError } from "../engine/unavailable";
import { clone, version } from "../plugin/bundle";
import { nodeVersion } from "./platforms";

const manifests = join(clone, "tools/modules/sbom");
const program = "node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js";

/** cyclonedx-npm, in the user's cache folder. Throws with the reason. */
export async function toolProgram(deps: EngineDeps): Promise<string> {
  const files = ["package.json", "package-lock.json"];
  const content = files.map((file) => readFileSync(join(manifests, file), "utf8"));
  const digest = createHash("sha256").update(content.join()).digest("hex").slice(0, 8);
  const installed: Maker = {
    name: "npm",
    announcement: "installing cyclonedx-npm (half a minute)",
    async make({ root }, { run, env, signal }) {
      for (const file of files) copyFileSync(join(manifests, file), join(root, file));
      // Without scripts: one of its optional parts would be compiled for minutes, for XML, which nobody asks for here.
      await run("npm", ["ci", "--prefix", root, "--ignore-scripts", "--no-audit", "--no-fund"], { env, signal });
    },
  };
  const target = join(userCacheFolder(), `cyclonedx-${digest}`);
  const check = (bin: string) => access(join(bin, "..", program)).then(() => bin);
  try {
    await obtain({ target, makers: [installed], check }, { deps, failures: [] });
    return join(target, program);
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    throw new Error(`cyclonedx-npm cannot be had: ${error.failures.at(-1)?.reason}`);
  }
}

interface Property {
  readonly name: string;
  readonly value: string;
}

interface Component {
  readonly "bom-ref": string;
  readonly type: string;
  readonly name: string;
  readonly group?: string;
  readonly version?: string;
  readonly properties?: readonly Property[];
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
  const tool = await toolProgram(deps);
  const make = async (file: string, ...omit: string[]) => {
    const how = ["--package-lock-only", "--flatten-components", "--output-reproducible", "--validate"];
    const omitted = omit.flatMap((kind) => ["--omit", kind]);
    await run(process.execPath, [tool, ...how, ...omitted, "--output-file", file], { cwd: clone, env, signal });
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
  // For the clone some of them are tools; in the plugin they are parts.
  const isPart = ({ name }: Property) => name !== "cdx:npm:package:development";
  const parts = all.components
    .filter((component) => bundled.includes(nameOf(component)))
    .map(({ properties = [], ...rest }): Component => ({ ...rest, properties: properties.filter(isPart) }));
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
