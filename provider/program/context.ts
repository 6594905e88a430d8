import * as pulumi from "@pulumi/pulumi";
import { systemClock } from "../clock";
import { assertArguments } from "../core/arguments";
import { processSource } from "../credentials/settings/processSource";
import { assertNoPlainSecrets } from "./plainSecrets";

/** For functions that a program calls: one for the process, since what it learns about credentials is kept for it. */
export const programContext = {
  source: processSource((key) => pulumi.runtime.getConfig(`apig:${key}`)),
  clock: systemClock,
  random: Math.random,
};

/** What the constructor and `check` do for a resource. `timeout` is the argument of that name. */
export function assertCall(name: string, { timeout, ...args }: Readonly<Record<string, unknown>>): void {
  assertNoPlainSecrets();
  const timeouts = timeout === undefined ? {} : { timeouts: { create: timeout } };
  assertArguments({ ...args, ...timeouts }, { whose: `${name}: `, names: { "timeouts.create": "timeout" } });
}
