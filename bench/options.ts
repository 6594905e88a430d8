import { parseArgs } from "node:util";

export interface Options {
  /** A file of timelines to measure instead of the published populations. */
  readonly population: string | null;
  /** Prints the result for a file as JSON. */
  readonly json: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench                                  compares on the published populations, writes the table of decision 3
npm run bench -- --population FILE             compares on another: a JSON list of timelines
npm run --silent bench -- --population FILE --json   prints nothing on stdout but the result

A timeline is {"steps": [[seconds, progress], ...], "end": seconds, "status": "success" | "failed"}; seconds count
from the moment when the wait begins, and an end before it (0 or less) is a gateway that was finished by then.`;

/** The options, or what is wrong with them. */
export function parseOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { population: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    const { population = null, json = false, help = false } = values;
    return json && population === null ? "--json needs --population" : { population, json, help };
  } catch (error) {
    return (error as Error).message;
  }
}
