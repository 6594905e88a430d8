import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { archiveName, platformHere } from "../../../tools/release/platforms";
import { Engine, type EngineStart } from "../../engine/helpers/engine";

export const { version } = require("../../../package.json") as { version: string };

/** Where `npm run test:release` has made the archives. */
export const released = join(__dirname, "../../../dist-release");
export const archiveHere = join(released, archiveName(version, platformHere()));

/** An engine whose programs find no Node.js, and no plugin yet. `folders` come first on their PATH. */
export async function engineWithoutNode(start: EngineStart, ...folders: string[]) {
  const engine = await Engine.start(start);
  const [bin = ""] = engine.environment().PATH?.split(delimiter) ?? [];
  const onPath = [...folders, bin];
  for (const folder of onPath) expect(existsSync(join(folder, "node")), folder).to.equal(false);
  return { engine, env: { PATH: onPath.join(delimiter) } };
}
