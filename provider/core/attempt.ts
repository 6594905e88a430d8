import { ApigError } from "../errors";

/** What `act` gives; undefined where it throws an error of the class that is expected. Any other is a bug, and is thrown on. */
export function attempt<T>(expected: new (...given: never[]) => Error, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof expected) return undefined;
    throw error;
  }
}

/** The code of an error of Node.js's own, such as `ECONNREFUSED`; undefined: it is another one. */
export function systemCode(error: unknown): string | undefined {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === "string" && !(error instanceof ApigError) ? code : undefined;
}
