import { invalidArgument } from "../core/foreignText";
import { processSource } from "../credentials/settings/processSource";
import type { SettingsSource } from "../credentials/settings/profile";
import { currentFolder, findProject } from "./project";
import type { Check } from "./report";
import { leftOut, noProgram, readStackConfig } from "./stackConfig";

/** The settings that `pulumi up` would have in the current folder, and the checks of its stack config. */
export interface OpenedSettings {
  /** Null where the stack config cannot be read: without it, another account might be asked. */
  readonly source: SettingsSource | null;
  readonly checks: readonly Check[];
}

/**
 * `stack`: a stack's name; false: its config is left out; by default the selected one counts. Throws
 * APIG_INVALID_ARGUMENT for a stack that cannot be meant and where the folder is gone, APIG_INTERRUPTED when the signal
 * aborts.
 */
export async function openSettings(stack: string | false | undefined, signal?: AbortSignal): Promise<OpenedSettings> {
  // As an unset variable of a script leaves it; the selected stack may be another one.
  if (stack === "") throw invalidArgument`--stack must be the name of a stack, not empty`;
  const cwd = currentFolder();
  const project = findProject(cwd);
  if (project === null && stack)
    throw invalidArgument`--stack ${stack} has no meaning here: there is no Pulumi program in this folder or above it`;
  const without = stack === false ? leftOut : noProgram;
  const { values, checks } =
    project === null || stack === false ? without : await readStackConfig(project.folder, { stack, signal });
  return { source: values && processSource((key) => values.get(key), { folder: project?.cwd ?? cwd }), checks };
}
