import { creationSeconds, type GatewayStatus, isTerminal, type Snapshot } from "./snapshot";

/** Where a gateway was looked for. */
export interface Target {
  readonly projectId: string;
  readonly instanceId: string;
  /** Base address of the API, without a slash at the end. */
  readonly endpoint: string;
}

/** What was seen of a gateway: null where there is no value. */
export interface Observed {
  /** `creating`, `success`, `failed`, or a word that the API does not document. */
  readonly status: GatewayStatus | null;
  /** 0..100, percent. */
  readonly progress: number | null;
  /** Why the creation failed, such as `APIC.9218`. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Unix milliseconds. */
  readonly startTime: number | null;
  /** Unix milliseconds, once the creation is over. */
  readonly endTime: number | null;
  /** `startTime` as RFC 3339. */
  readonly startedAt: string | null;
  /** `endTime` as RFC 3339. */
  readonly endedAt: string | null;
  /** How long the creation took, once it is over. */
  readonly creationSeconds: number | null;
}

/**
 * All that the state holds. What a resource declares is always there, null where there is no value, since a missing output
 * is unknown in every later preview; an argument is echoed only if it was given, since the state grows with each resource.
 */
export interface Outputs extends Target, Observed, Echo {}

/** Arguments that are echoed: the engine gives `diff`, `update` and `read` the outputs, never newer inputs. */
export interface Echo {
  readonly region?: string | null;
  readonly cloud?: string | null;
  /** True where the program names the endpoint itself: then no change of the stack config moves the resource. */
  readonly ownEndpoint?: boolean | null;
  readonly failOnError?: boolean | null;
  readonly triggers?: readonly unknown[] | null;
  readonly timeouts?: Partial<Record<"create" | "update" | "read", string | null>> | null;
  readonly rowUrn?: string | null;
}

/** What was seen of the gateway, as outputs. */
export function observed(snapshot: Snapshot | null): Observed {
  const endTime = snapshot !== null && isTerminal(snapshot.status) ? snapshot.endTime : null;
  const startTime = snapshot?.startTime ?? null;
  return {
    status: snapshot?.status ?? null,
    progress: snapshot?.progress ?? null,
    errorCode: snapshot?.errorCode ?? null,
    errorMessage: snapshot?.errorMessage ?? null,
    startTime,
    endTime,
    startedAt: rfc3339(startTime),
    endedAt: rfc3339(endTime),
    creationSeconds: snapshot === null ? null : creationSeconds(snapshot),
  };
}

export function outputsOf(inputs: Echo, target: Target, snapshot: Snapshot | null): Outputs {
  return { ...observed(snapshot), ...target, ...echoOf(inputs, snapshot?.status === "success") };
}

function echoOf({ region, cloud, ownEndpoint, failOnError, triggers, timeouts, rowUrn }: Echo, ready: boolean): Echo {
  const limits = given(timeouts ?? {});
  return given({
    region,
    cloud,
    ownEndpoint,
    failOnError,
    triggers,
    timeouts: Object.keys(limits).length === 0 ? null : limits,
    // A gateway that is ready is looked at once: its row has nothing to show.
    rowUrn: ready ? null : rowUrn,
  });
}

function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

/** The last thing that the state knows about the gateway. */
export function snapshotOf(stored: Partial<Outputs>): Snapshot | null {
  if (stored.status == null) return null;
  const { status, progress = null, errorCode = null, errorMessage = null, startTime = null, endTime = null } = stored;
  return { status, progress, errorCode, errorMessage, startTime, endTime };
}

function rfc3339(unixMs: number | null): string | null {
  const date = new Date(unixMs ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The resource's id, `{projectId}/{instanceId}`. */
export function idOf({ projectId, instanceId }: Pick<Target, "projectId" | "instanceId">): string {
  return `${projectId}/${instanceId}`;
}

/** Reads an id; `.get()` also takes the bare instance id. */
export function parseId(id: string): { readonly projectId?: string; readonly instanceId: string } {
  const slash = id.indexOf("/");
  return slash < 0 ? { instanceId: id } : { projectId: id.slice(0, slash), instanceId: id.slice(slash + 1) };
}
