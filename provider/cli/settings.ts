import { invalidArgument } from "../core/foreignText";
import { processSource } from "../credentials/settings/processSource";
import type { SettingsSource } from "../credentials/settings/profile";
import { currentFolder, findProject, type Project } from "./project";
import type { Check } from "./report";
import { leftOut, noProgram, readStackConfig, type StackConfig, type StackQuery } from "./stackConfig";

/** The settings that `pulumi up` would have in the current folder, and the checks of its stack config. */
export interface OpenedSettings {
  /** Null where the stack config cannot be read: without it, another account might be asked. */
  readonly source: SettingsSource | null;
  readonly checks: readonly Check[];
}

/** What the command line says about the stack. */
export interface StackChoice extends Omit<StackQuery, "stack"> {
  /** A stack's name; false: its config is left out. Default: the selected stack. */
  readonly stack?: string | false | undefined;
}

/** Throws APIG_INVALID_ARGUMENT for a stack that cannot be meant and where the folder is gone, APIG_INTERRUPTED when the signal aborts. */
export async function openSettings(choice: StackChoice): Promise<OpenedSettings> {
  const cwd = currentFolder();
  const project = findProject(cwd);
  const { values, checks } = await stackConfigOf(project, choice);
  const folder = project?.cwd ?? cwd;
  return { source: values && processSource((key) => values.get(key), { folder }), checks };
}

async function stackConfigOf(project: Project | null, { stack, ...query }: StackChoice): Promise<StackConfig> {
  // As an unset variable of a script leaves it; the selected stack may be another one.
  if (stack === "") throw invalidArgument`--stack must be the name of a stack, not empty`;
  if (project === null && stack)
    throw invalidArgument`--stack ${stack} has no meaning here: there is no Pulumi program in this folder or above it`;
  if (stack === false) return leftOut;
  return project === null ? noProgram : readStackConfig(project.folder, { ...query, stack });
}
