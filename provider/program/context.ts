// program/ is what a program calls and what runs in the user's own process: waitForGateway, getGatewayProgress.
import * as pulumi from "@pulumi/pulumi";
import { systemClock } from "../clock";
import { assertArguments } from "../core/arguments";
import { processSource } from "../credentials/settings/processSource";
import { sharing } from "../wait/gatewayWait";
import { assertNoPlainSecrets } from "./plainSecrets";

/** For functions that a program calls: one for the process, which shares requests and what it learns about credentials. */
export const programContext = {
  source: processSource((key) => pulumi.runtime.getConfig(`apig:${key}`)),
  clock: systemClock,
  random: Math.random,
  shared: sharing(systemClock, Math.random),
};

/** What the constructor and `check` do for a resource. `timeout` is the argument of that name. */
export function assertCall(name: string, { timeout, ...args }: Readonly<Record<string, unknown>>): void {
  assertNoPlainSecrets();
  const timeouts = timeout === undefined ? {} : { timeouts: { create: timeout } };
  assertArguments({ ...args, ...timeouts }, { whose: `${name}: `, names: { "timeouts.create": "timeout" } });
}
