import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./engine";
import type { Env } from "./inlineStack";

/** How `pulumi do` ended, its two streams apart: results are on one, all else on the other. */
export interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly told: string;
}

/** Types `pulumi do` into the shell of somebody who is in this folder. */
export function pulumiDo(engine: Engine, cwd: string, args: readonly string[], env: Env = {}): Promise<Done> {
  mkdirSync(cwd, { recursive: true });
  const child = spawn("pulumi", ["do", ...args], {
    cwd,
    env: engine.environment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, told] = ["", ""];
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    told += text;
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done({ code, out, told }));
  });
}

/** The files below a folder that hold a text, as paths from there. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, "utf8").includes(text))
    .map((path) => path.slice(folder.length + 1));
}
