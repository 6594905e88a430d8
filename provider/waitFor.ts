import { lookAt } from "./client";
import type { Clock } from "./clock";
import type { Outcome } from "./core/decide";
import { durationMs } from "./core/duration";
import type { Target } from "./core/outputs";
import { openAccess, type Wanted } from "./credentials/openAccess";
import type { SettingsSource } from "./credentials/settings";
import { wait } from "./waiter";

/** What every wait needs from outside. */
export interface Surroundings {
  readonly source: SettingsSource;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface Timing {
  /** A length of time such as `60m`; `0s` means one look. */
  readonly timeout: string;
  /** How long a gateway that was never seen may be unknown to the API. */
  readonly graceMs: number;
}

/** Settings, then the wait. Throws ApigError, without a request, when a setting is missing or wrong. */
export async function waitFor(
  instanceId: string,
  wanted: Wanted,
  { timeout, graceMs }: Timing,
  { source, clock, random }: Surroundings,
): Promise<{ target: Target; outcome: Outcome }> {
  const access = openAccess(wanted, source);
  const outcome = await wait(
    (timeoutMs, signal) => lookAt(instanceId, access, timeoutMs, signal),
    { timeoutMs: durationMs(timeout), graceMs, polling: "eager" },
    { clock, random },
  );
  return { target: { projectId: access.projectId, instanceId, endpoint: access.endpoint }, outcome };
}
