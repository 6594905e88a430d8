import { lookAt } from "./client";
import type { Clock } from "./clock";
import type { Decision, Outcome, Progress, Sighting } from "./core/decide";
import { durationMs } from "./core/duration";
import type { Target } from "./core/outputs";
import type { Access } from "./credentials/access";
import { openAccess, type Wanted } from "./credentials/openAccess";
import type { SettingsSource } from "./credentials/settings";
import { wait } from "./waiter";

/** What every wait needs from outside. */
export interface Surroundings {
  readonly source: SettingsSource;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Ends every wait at once: the engine is told to stop. */
  readonly signal?: AbortSignal;
  /** Shows a wait on the row of the resource with this urn. */
  readonly row?: (urn: string | null | undefined) => StatusRow;
}

/** The row of one wait. Neither method ever fails. */
export interface StatusRow {
  onStep(seen: Sighting, progress: Progress, decision: Decision): void;
  /** Waits for the last message: what comes after the end of the operation would never be shown. */
  end(): Promise<void>;
}

export interface Timing {
  /** A length of time such as `60m`; `0s` means one look. */
  readonly timeout: string;
  /** How long a gateway that was never seen may be unknown to the API. */
  readonly graceMs: number;
}

/**
 * Settings, then the wait; a project or login that must be asked for is part of the looks, so an IAM that is out of reach
 * ends nothing. Throws ApigError, without a request, when a setting is missing or wrong. `target.projectId` is empty where
 * it could not be found out.
 */
export async function waitFor(
  instanceId: string,
  wanted: Wanted & { readonly rowUrn?: string | null | undefined },
  { timeout, graceMs }: Timing,
  { source, row, ...around }: Surroundings,
): Promise<{ target: Target; outcome: Outcome }> {
  const shown = row?.(wanted.rowUrn);
  let access: Access | undefined;
  const open = async () => {
    access ??= await openAccess(wanted, source);
    return access;
  };
  const outcome = await wait(
    (timeoutMs, signal) => lookAt(instanceId, open, timeoutMs, signal),
    { timeoutMs: durationMs(timeout), graceMs, polling: "eager" },
    { ...around, ...(shown && { onStep: shown.onStep }) },
  ).finally(shown?.end);
  const { projectId = wanted.projectId ?? "", endpoint = wanted.storedEndpoint ?? wanted.lastEndpoint ?? "" } =
    access ?? {};
  return { target: { projectId, instanceId, endpoint }, outcome };
}
