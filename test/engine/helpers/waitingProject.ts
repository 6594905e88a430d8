import { readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { EmulatorOptions } from "../../../emulator";
import { Engine, programFolder } from "./engine";
import { writeFiles } from "./files";
import { Project } from "./project";

const waitForEach = readFileSync(join(__dirname, "waitingProgram.cjs"), "utf8");

export interface WaitingOptions extends EmulatorOptions {
  /** Default: a wait and a dependent for each gateway that GATEWAYS names. */
  readonly programText?: string;
  /** Called with the folder of the backend before it is made. */
  readonly prepare?: (backend: string) => void;
}

/** A project on an engine of its own, whose gateways are made in real time. Stop the engine to end it. */
export async function waitingProject({ programText, prepare, ...options }: WaitingOptions = {}): Promise<Project> {
  const engine = await Engine.start({ speed: 1, ...options });
  prepare?.(engine.backend);
  const folder = writeFiles(join(engine.folder, "gate"), {
    "Pulumi.yaml": { name: "gate", runtime: { name: "nodejs", options: { typescript: false } } },
    "package.json": {}, // else the language host warns
    "index.js": programText ?? waitForEach,
  });
  symlinkSync(join(programFolder, "node_modules"), join(folder, "node_modules"), "junction");
  const env = {
    PATH: [dirname(process.execPath), engine.environment().PATH].join(delimiter),
    API_GROUP_HOOKS: join(__dirname, "apiGroup.cjs"),
  };
  return Project.init(engine, folder, { env });
}
