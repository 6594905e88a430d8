import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { Engine, type EngineStart } from "./engine";
import { writeFiles } from "./files";
import { Project, type ProjectOptions } from "./project";

const run = promisify(execFile);
const command = join(__dirname, "../../../dist/cli/main.js");

/** By which the state and the screen name the resource of the plugin. */
export const nativeToken = "apig:index:GatewayReadiness";

/** A program in YAML. */
export interface YamlProgram {
  readonly resources: Readonly<Record<string, YamlResource>>;
  readonly variables?: object;
  readonly outputs?: object;
}

export interface YamlResource {
  /** Default: the resource of the plugin. */
  readonly type?: string;
  readonly properties?: object;
  readonly options?: object;
  readonly get?: object;
}

/** An engine that has the plugin, installed as a user does it, and runs programs in YAML. Returns what the command said, too. */
export async function nativeEngine({ hosts = ["yaml"], ...options }: EngineStart = {}) {
  const engine = await Engine.start({ hosts, ...options });
  const { stdout } = await run(process.execPath, [command, "plugin", "install"], { env: engine.environment() });
  return { engine, said: stdout };
}

/** A project of a program in YAML, which `writeYaml` may replace later. */
export async function yamlProject(
  engine: Engine,
  name: string,
  program: YamlProgram,
  options: ProjectOptions = {},
): Promise<Project> {
  const folder = join(engine.folder, name);
  writeYaml(folder, program);
  return Project.init(engine, folder, options);
}

export function writeYaml(folder: string, { resources, ...rest }: YamlProgram): void {
  const typed = Object.entries(resources).map(([name, resource]) => [name, { type: nativeToken, ...resource }]);
  const project = { name: folder.split("/").at(-1), runtime: "yaml", resources: Object.fromEntries(typed), ...rest };
  // JSON is YAML.
  writeFiles(folder, { "Pulumi.yaml": project });
}

/** A resource for each gateway, named as it is. */
export function gatesOf<Name extends string>(gates: Readonly<Record<Name, Gate>>): Record<Name, YamlResource> {
  const entries = Object.entries<Gate>(gates).map(([instanceId, { args, options }]) => [
    instanceId,
    { properties: { instanceId, ...args }, ...(options && { options }) },
  ]);
  return Object.fromEntries(entries) as Record<Name, YamlResource>;
}

interface Gate {
  readonly args?: object;
  readonly options?: object;
}

/** An output of another resource, such as `orders.status`. */
export const ref = (path: string) => `\${${path}}`;

/** What the engine did with the resource of this name: `replace` for each of its steps. */
export function operationOf(events: readonly EngineEvent[], name: string): string | undefined {
  const steps = events.flatMap(({ resourcePreEvent }) => (resourcePreEvent ? [resourcePreEvent.metadata] : []));
  const { op } = steps.find(({ urn }) => urn.endsWith(`::${name}`)) ?? {};
  return op?.includes("replace") ? "replace" : op;
}
