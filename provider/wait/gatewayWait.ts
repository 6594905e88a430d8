// wait/ runs one whole wait: timeouts and their defaults, the connection, the loop, and what waits for the same gateway
// share. Begin here.
import type { Clock } from "../clock";
import { type Decision, nothingSeen, type Outcome, type PollResult, singlePoll, type WaitState } from "../core/decide";
import { durationMs } from "../core/duration";
import type { Target } from "../core/outputs";
import type { Polling } from "../core/schedule";
import { openConnection, type Wanted } from "../credentials/access";
import { digestOf } from "../credentials/digest";
import { fields } from "../credentials/settings/names";
import type { SettingsSource } from "../credentials/settings/profile";
import { ApigError } from "../errors";
import { RateLimiter } from "../http/rateLimiter";
import { wait } from "../waiter";
import { gatewayPoll, type PollParts } from "./gatewayPoll";
import { SharedPolls } from "./sharedPoll";

/** What every wait needs from outside. */
export interface WaitContext {
  readonly source: SettingsSource;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Ends every wait at once: the engine is told to stop. */
  readonly signal?: AbortSignal;
  /** What the waits of a process share; without it a wait is on its own. */
  readonly shared?: Shared;
  /** Shows a wait on the row of the resource with this urn. */
  readonly row?: (urn: string) => StatusRow;
}

/** What the waits of a process share: polls at the same gateway, and the pace at each host. */
export interface Shared {
  readonly polls: SharedPolls;
  readonly rateLimiter: RateLimiter;
}

export function sharing(clock: Clock): Shared {
  return { polls: new SharedPolls(clock), rateLimiter: new RateLimiter(clock) };
}

/** The row of one wait. Neither method ever fails. */
export interface StatusRow {
  onStep(seen: PollResult, progress: WaitState, decision: Decision): void;
  /** Waits for the last message: what comes after the end of the operation would never be shown. */
  end(): Promise<void>;
}

/** How long to wait when nobody says: for creation, update and `.get()`; for a refresh. */
export const defaultTimeout = "60m";
export const defaultRefreshTimeout = "10m";
/** A gateway that was just ordered may be unknown to the API for so long. */
export const defaultGraceMs = 30_000;

export interface Timing {
  /** A length of time such as `60m`; `0s` means one poll. */
  readonly timeout: string;
  /** How long a gateway that was never seen may be unknown to the API. */
  readonly graceMs: number;
}

/**
 * Settings, then the wait; a project or login that must be asked for is part of the polls, so an IAM that is out of reach
 * ends nothing. Throws ApigError, without a request, when a setting is missing or wrong. `target.projectId` is empty where
 * it could not be found out.
 */
export async function runGatewayWait(
  instanceId: string,
  { urn, ...wanted }: Wanted & { readonly urn?: string | undefined },
  { timeout, graceMs }: Timing,
  { source, row, shared, ...around }: WaitContext,
): Promise<{ target: Target; outcome: Outcome }> {
  const timeoutMs = durationMs(timeout);
  const policy = { ...(timeoutMs === 0 ? singlePoll : { timeoutMs }), graceMs, polling: pollingOf(source) };
  const shown = rowOf(urn === undefined ? undefined : row?.(urn));
  const { polls, rateLimiter } = shared ?? sharing(around.clock);
  const open = () => openConnection(wanted, source);
  return polls
    .use(keyOf(instanceId, wanted, source), async (one) => {
      const poll = gatewayPoll({ ...shown, instanceId, open, shared: one, rateLimiter, clock: around.clock });
      const outcome = await wait(poll, policy, { ...around, onStep: shown.onStep, pause: one.pause.bind(one) });
      const { projectId = wanted.projectId ?? "", endpoint = wanted.storedEndpoint ?? wanted.lastEndpoint ?? "" } =
        one.connection ?? {};
      return { target: { projectId, instanceId, endpoint }, outcome };
    })
    .finally(shown.end);
}

/** A row that also tells when another wait's problem holds this one back; silent where there is none. */
function rowOf(row: StatusRow | undefined): StatusRow & Pick<PollParts, "onHeld"> {
  let latest = nothingSeen;
  return {
    onStep(seen, progress, decision) {
      latest = progress;
      row?.onStep(seen, progress, decision);
    },
    onHeld: (problem, ms) => row?.onStep({ kind: "problem", problem }, latest, { kind: "poll-again", afterMs: ms }),
    end: async () => row?.end(),
  };
}

/** Waits for the same gateway at the same place, with the same stack config: a program may run several stacks. */
function keyOf(
  instanceId: string,
  { projectId, region, endpoint, cloud, storedEndpoint, lastEndpoint }: Wanted,
  { config }: SettingsSource,
): string {
  const settings = fields.map((field) => config(field) ?? null);
  return digestOf([instanceId, projectId, region, endpoint, cloud, storedEndpoint, lastEndpoint, settings]);
}

/** `apig:polling`: how many polls to spend. Throws APIG_INVALID_SETTING. */
export function pollingOf({ config }: SettingsSource): Polling {
  const given = config("polling")?.trim() || "eager";
  if (given === "eager" || given === "calm") return given;
  throw new ApigError("APIG_INVALID_SETTING", `stack config apig:polling must be eager or calm, not "${given}"`);
}
