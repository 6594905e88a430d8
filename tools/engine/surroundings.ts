import { type Run, runProgram } from "./run";

/** What finding and making an engine need from outside; tests pass their own. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Gets one line at a time, for people. */
  readonly log: (line: string) => void;
  /** Aborting it ends the children and makes the call reject. */
  readonly signal: AbortSignal;
  readonly run: Run;
}

export function surroundings(given: Partial<Surroundings>): Surroundings {
  return {
    env: given.env ?? process.env,
    log: given.log ?? ((line) => console.error(`engine: ${line}`)),
    signal: given.signal ?? new AbortController().signal,
    run: given.run ?? runProgram,
  };
}
