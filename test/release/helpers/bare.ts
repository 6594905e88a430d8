import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { CliRun, type Ended } from "../../engine/helpers/cliRun";
import type { Engine } from "../../engine/helpers/engine";

/** What a new container holds: a home in which there is nothing, the engine, and what is asked for here. All variables there are. */
export function bareEnvironment(engine: Engine, path: string): Record<string, string> {
  for (const folder of path.split(delimiter)) {
    for (const name of ["node", "npm", "go"])
      expect(existsSync(join(folder, name)), `${folder}/${name}`).to.equal(false);
  }
  const { HW_AUTH_TOKEN = "", HW_PROJECT_ID = "", APIG_TEST_RUN = "" } = engine.environment();
  const HOME = join(engine.folder, "bare-home");
  mkdirSync(HOME);
  const quiet = { PULUMI_CONFIG_PASSPHRASE: "scratch", PULUMI_SKIP_UPDATE_CHECK: "1" };
  // Without the last one a CLI may ask the system for the user's home.
  const home = { HOME, USER: "somebody", PULUMI_HOME: join(HOME, ".pulumi") };
  return { ...home, PATH: path, ...quiet, HW_AUTH_TOKEN, HW_PROJECT_ID, APIG_TEST_RUN };
}

/** Types what the guide says into such a machine, in the folder of a program. Tells what it printed, and how long `pulumi up` took. */
export async function firstRun(cwd: string, env: Record<string, string>, config: Record<string, string>) {
  const pulumi = async (...args: string[]): Promise<Ended> => {
    const ended = await new CliRun("pulumi", args, { cwd, env }).ended;
    expect(ended.ok, ended.screen).to.equal(true);
    return ended;
  };
  await pulumi("login", `file://${env.HOME}`);
  await pulumi("stack", "init", "dev");
  for (const [key, value] of Object.entries(config)) await pulumi("config", "set", key, value);
  const plugins = join(env.PULUMI_HOME ?? "", "plugins");
  expect(existsSync(plugins), "a plugin, before").to.equal(false);
  const began = Date.now();
  const { screen } = await pulumi("up", "--yes", "--skip-preview", "--color", "never");
  const seconds = Math.round((Date.now() - began) / 1000);
  const outputs = JSON.parse((await pulumi("stack", "output", "--json")).screen);
  return { seconds, screen, outputs, plugins };
}
