import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { archiveName, platformHere } from "../../../tools/release/platforms";
import { Engine, type EngineStart } from "../../engine/helpers/engine";
import { releaseFolder } from "./made";

export const { version } = require("../../../package.json") as { version: string };

/** Where `npm run test:release` has made the archives. */
export const pluginFolder = join(releaseFolder, "plugin");
export const archiveHere = join(pluginFolder, archiveName(version, platformHere()));

/** An engine whose programs find no Node.js, and no plugin yet. `folders` come first on their PATH. */
export async function engineWithoutNode(start: EngineStart, ...folders: string[]) {
  const engine = await Engine.start(start);
  // Besides the engine's own, the folder of an installed CLI may be on PATH, and Node.js in it.
  const alone = join(engine.folder, "engine-alone");
  mkdirSync(alone);
  for (const folder of engine.environment().PATH?.split(delimiter).filter(existsSync) ?? []) {
    const programs = readdirSync(folder).filter((name) => name.startsWith("pulumi"));
    for (const name of programs) if (!existsSync(join(alone, name))) symlinkSync(join(folder, name), join(alone, name));
  }
  const onPath = [...folders, alone];
  for (const folder of onPath) expect(existsSync(join(folder, "node")), folder).to.equal(false);
  return { engine, env: { PATH: onPath.join(delimiter) } };
}
