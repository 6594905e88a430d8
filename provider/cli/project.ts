import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { systemCode } from "../core/attempt";
import { invalidArgument } from "../core/foreignText";

const fileNames = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** A Pulumi program. */
export interface Project {
  /** Where its Pulumi.yaml is. */
  readonly folder: string;
  /** Where it runs, and so where it looks for clouds.yaml: the folder of `main`, if Pulumi.yaml names one. */
  readonly cwd: string;
}

/** Where this command was started. Throws APIG_INVALID_ARGUMENT where that is gone. */
export function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw invalidArgument`the folder in which this command was started no longer exists: change to another one`;
  }
}

/** The program that a folder belongs to, by the Pulumi CLI's own rule: the nearest Pulumi.yaml, upwards. */
export function findProject(from: string): Project | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = fileNames.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (file !== undefined) return { folder, cwd: runFolder(folder, file) };
    if (dirname(folder) === folder) return null;
  }
}

function runFolder(folder: string, file: string): string {
  const path = resolve(folder, mainOf(file));
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
}

/** Empty where it names none. The Pulumi CLI explains a file that cannot be read, whatever the reason. */
function mainOf(file: string): string {
  try {
    const { main } = Object(parse(readFileSync(file, "utf8")));
    return typeof main === "string" ? main : "";
  } catch {
    return "";
  }
}
