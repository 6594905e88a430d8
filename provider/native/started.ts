import { type EngineAddress, parseEngineAddress } from "../engine/lifeline";

/** What a process of the plugin is for. */
export type Started =
  | { readonly as: "plugin"; readonly engine?: EngineAddress | undefined }
  | { readonly as: "command" };

/**
 * What the arguments of a process ask for. An engine gives its address last, after flags of its own (`-v=9`, `--tracing URL` and
 * others); a person who starts it for PULUMI_DEBUG_PROVIDERS gives nothing. All else is a command, or a mistake that is told: a
 * plugin that serves whatever it was asked would never end.
 */
export function startedAs(args: readonly string[]): Started {
  const [first, last] = [args[0], args.at(-1)];
  if (first === undefined || last === undefined) return { as: "plugin" };
  const engine = first === last || first.startsWith("-") ? parseEngineAddress(last) : undefined;
  return engine ? { as: "plugin", engine } : { as: "command" };
}
