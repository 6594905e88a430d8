import { processSource } from "../credentials/settings/processSource";
import type { SettingsSource } from "../credentials/settings/profile";
import { findProject } from "./project";
import type { Check } from "./report";
import { noStackConfig, readStackConfig } from "./stackConfig";

/** The settings that `pulumi up` would have in this folder, and the checks of its stack config. */
export interface OpenedSettings {
  readonly source: SettingsSource;
  readonly checks: readonly Check[];
}

export async function openSettings(cwd: string, stack: string | undefined): Promise<OpenedSettings> {
  const project = findProject(cwd);
  const { values, checks } = project === null ? noStackConfig : await readStackConfig(project.folder, stack);
  return { source: processSource((key) => values.get(key), project ? { folder: project.cwd } : {}), checks };
}
