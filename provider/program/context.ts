import * as pulumi from "@pulumi/pulumi";
import { systemClock } from "../clock";
import { argumentFailures } from "../core/arguments";
import { processSource } from "../credentials/settings/processSource";
import { ApigError } from "../errors";
import { assertNoPlainSecrets } from "./plainSecrets";

/** For functions that a program calls: one for the process, since what it learns about credentials is kept for it. */
export const programContext = {
  source: processSource((key) => pulumi.runtime.getConfig(`apig:${key}`)),
  clock: systemClock,
  random: Math.random,
};

/** What `check` does for a resource: throws one error that names every wrong argument, with rule and value. */
export function assertArguments(name: string, { timeout, ...args }: Readonly<Record<string, unknown>>): void {
  assertNoPlainSecrets();
  const wrong = argumentFailures({ ...args, ...(timeout !== undefined && { timeouts: { create: timeout } }) });
  if (wrong.length === 0) return;
  const told = wrong.map(({ property, reason }) =>
    property === "timeouts.create"
      ? `timeout ${reason}, not ${JSON.stringify(timeout)}`
      : `${property} ${reason}, not ${JSON.stringify(args[property])}`,
  );
  throw new ApigError("APIG_INVALID_ARGUMENT", `${name}: ${told.join("; ")}`);
}
