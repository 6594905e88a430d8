import { creationSeconds, isTerminal, type Snapshot } from "./progress";

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
  readonly status: string | null;
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

/** All that the state holds: null where there is no value, since a missing output is unknown in every later preview. */
export interface Outputs extends Target, Observed {
  readonly region: string | null;
  readonly cloud: string | null;
  readonly failOnError: boolean;
  readonly triggers: readonly unknown[];
  readonly timeouts: Record<"create" | "update" | "read", string | null>;
  readonly rowUrn: string | null;
}

/** Arguments that the outputs echo; those of a program, or those that the state echoed before. */
interface Echoed extends Partial<Pick<Outputs, "region" | "cloud" | "rowUrn" | "failOnError" | "triggers">> {
  readonly timeouts?: Partial<Outputs["timeouts"]>;
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

/** Arguments are echoed: the engine gives `diff`, `update` and `read` the outputs, never newer inputs. */
export function outputsOf(inputs: Echoed, target: Target, snapshot: Snapshot | null): Outputs {
  const { region, cloud, failOnError, triggers, timeouts, rowUrn } = inputs;
  return {
    ...observed(snapshot),
    ...target,
    region: region ?? null,
    cloud: cloud ?? null,
    failOnError: failOnError ?? true,
    triggers: triggers ?? [],
    timeouts: { create: timeouts?.create ?? null, update: timeouts?.update ?? null, read: timeouts?.read ?? null },
    rowUrn: rowUrn ?? null,
  };
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
