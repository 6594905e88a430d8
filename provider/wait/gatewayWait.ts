// wait/ runs one whole wait: timeouts and their defaults, the connection, the loop, and what waits for the same gateway
// share. Begin here.
import { systemClock } from "../clock";
import { type Outcome, type Policy, type Sight, singlePoll } from "../core/decide";
import { durationMs, isDuration } from "../core/duration";
import { invalidSetting, invalidValueOf } from "../core/foreignText";
import { outcomeError } from "../core/message";
import { given, type KnownTarget, observed, type Target, targetOf } from "../core/outputs";
import type { Polling } from "../core/schedule";
import type { GatewayStatus, Observed } from "../core/snapshot";
import { type ConnectionDeps, Connections, systemDeps, type Wanted } from "../credentials/connections";
import type { SettingsSource } from "../credentials/settings/profile";
import { Settings } from "../credentials/settings/settings";
import { RateLimiter } from "../http/rateLimiter";
import { type WaiterDeps, wait } from "../waiter";
import { GatewayPolls } from "./gatewayPolls";

/** What every wait needs from outside. Clock and chance are by default those of the process. */
export interface WaitContext extends Partial<Omit<WaiterDeps, "pause" | "onStep">> {
  readonly source: SettingsSource;
  /** What the waits of a process share. Without it, a wait shares nothing. */
  readonly shared?: Shared;
  /** Shows a wait on the row of the resource with this urn. */
  readonly row?: (urn: string) => StatusRow;
  /** Shows a warning to people. Default: on the error stream of the process. */
  readonly warn?: ConnectionDeps["warn"];
}

export type Shared = ReturnType<typeof sharing>;

/** What the waits of a process share: polls of the same gateway, and the connections, which keep the pace of each host. */
export function sharing({
  clock = systemClock,
  random = Math.random,
  warn = systemDeps.warn,
}: Pick<WaitContext, "clock" | "random" | "warn"> = {}) {
  return {
    connections: new Connections({ ...systemDeps, warn, limiter: new RateLimiter(clock, random) }),
    polls: new Map<string, GatewayPolls>(),
  };
}

/** The row of one wait. Neither function ever fails. */
export interface StatusRow {
  readonly onStep: NonNullable<WaiterDeps["onStep"]>;
  /** Waits for the last message: the engine does not show a message after the end of the operation. */
  readonly end: () => Promise<void>;
}

/** The default timeouts: for create, update and `.get()`; for a refresh. */
export const defaultTimeout = "60m";
export const defaultRefreshTimeout = "10m";
/** How long a gateway that was just ordered may be unknown to the API. */
const defaultGraceMs = 30_000;

export interface Timing {
  /** A duration such as `60m`, the default; `0s` means one poll. */
  readonly timeout?: string | undefined;
  /** How long the API may answer that a gateway does not exist, if it was never seen. Default: as for one that was just ordered. */
  readonly graceMs?: number | undefined;
}

/** How a wait ended, and what was found of where the gateway is. */
export interface Waited {
  readonly target: KnownTarget;
  readonly outcome: Outcome;
}

/**
 * Reads the settings, then waits. A login or a request for the project is part of a poll, so an IAM that cannot be reached
 * does not end the wait. Throws ApigError, without a request, if a setting is missing or wrong. What could not be
 * found of the target is null.
 */
export async function runGatewayWait(
  instanceId: string,
  { urn, ...wanted }: Wanted & { readonly urn?: string | undefined },
  { timeout = defaultTimeout, graceMs = defaultGraceMs }: Timing,
  { source, row, shared, warn = systemDeps.warn, clock = systemClock, random = Math.random, ...context }: WaitContext,
): Promise<Waited> {
  const timeoutMs = timeoutOf(timeout);
  const settings = new Settings(source);
  const policy: Policy = { ...(timeoutMs === 0 ? singlePoll : { timeoutMs }), graceMs, polling: pollingOf(settings) };
  const { connections, polls } = shared ?? sharing({ clock, random, warn });
  const connection = connections.get(given(wanted), settings);
  const key = `${instanceId} ${connection.key}`;
  const own = polls.get(key) ?? new GatewayPolls(instanceId, connection, clock);
  polls.set(key, own);
  const shown = urn === undefined ? undefined : row?.(urn);
  const { poll, pause } = own;
  const around = { ...context, clock, random, onStep: shown?.onStep, pause };
  const outcome = await wait(poll, policy, around).finally(shown?.end);
  const { projectId, endpoint, endpointFrom } = connection;
  return { target: { projectId, instanceId, endpoint, ...(endpointFrom && { endpointFrom }) }, outcome };
}

/** Asks once. Throws ApigError with the code of what kept it from an answer. */
export async function gatewayProgress(
  { instanceId, ...wanted }: Wanted & { readonly instanceId: string },
  context: WaitContext,
): Promise<Target & Observed & { readonly status: GatewayStatus }> {
  const { target, outcome } = await runGatewayWait(instanceId, wanted, { timeout: "0s", graceMs: 0 }, context);
  const shown = ({ snapshot }: Sight) => ({ ...targetOf(target), ...observed(snapshot), status: snapshot.status });
  if (outcome.kind === "succeeded") return shown(outcome.last);
  if (outcome.last === null) throw outcomeError(outcome, { ...target, operation: "request" });
  return shown(outcome.last);
}

/** Arguments are checked before; a state that was edited by hand may hold anything. */
function timeoutOf(text: unknown): number {
  if (typeof text === "string" && isDuration(text)) return durationMs(text);
  throw invalidSetting`timeouts in the state of this resource must hold durations such as 90s, 10m or 1h30m, not ${JSON.stringify(text)}: correct the state (pulumi stack export, pulumi stack import)`;
}

/** `apig:polling`: how many polls to spend. Throws APIG_INVALID_SETTING. */
export function pollingOf(settings: Settings): Polling {
  const given = settings.config("polling")?.trim() || "eager";
  if (given === "eager" || given === "calm") return given;
  throw invalidValueOf("polling")`${settings.origin.setting("polling")} must be eager or calm, not "${given}"`;
}
