import { type Run, runProgram } from "./run";

/** What the search for an engine and its build need from outside. Tests pass their own. */
export interface EngineDeps {
  readonly env: NodeJS.ProcessEnv;
  /** Gets one line at a time, for people. */
  readonly log: (line: string) => void;
  /** Aborting it ends the children and makes the call reject. */
  readonly signal: AbortSignal;
  readonly run: Run;
}

export function engineDeps(given: Partial<EngineDeps>): EngineDeps {
  return {
    env: given.env ?? process.env,
    log: given.log ?? ((line) => console.error(`engine: ${line}`)),
    signal: given.signal ?? new AbortController().signal,
    run: given.run ?? runProgram,
  };
}
