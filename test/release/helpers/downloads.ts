import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Project } from "../../engine/helpers/project";
import { version } from "./withoutNode";

/** The guide's program waits for `gate`, which is ready, and the engine has downloaded the plugin for it. */
export async function expectDownloadAndWait(project: Project): Promise<void> {
  const plugin = join(project.engine.folder, `home/plugins/resource-apig-v${version}`);
  expect(existsSync(plugin)).to.equal(false);
  const { ok, screen } = await project.up();
  expect(ok, screen).to.equal(true);
  expect(existsSync(plugin)).to.equal(true);
  expect(project.state.outputs()).to.deep.equal({ gateway: "gate", creationSeconds: 0 });
}
