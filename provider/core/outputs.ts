// The outputs that the state holds of a gateway, and the id of the resource: made and read back here.
import { idForm, idRule } from "./arguments";
import { invalidArgument, invalidSetting } from "./foreignText";
import { creationSeconds, isTerminal, type Observed, type Snapshot } from "./snapshot";

/** Where a gateway is. */
export interface Target {
  /** Id of the project that the gateway is in. */
  readonly projectId: string;
  /** Id of the gateway. */
  readonly instanceId: string;
  /** Base address of the API that was used, without a slash at the end. */
  readonly endpoint: string;
}

/** The same, as far as a wait found it out; null: not found. */
export interface KnownTarget {
  readonly projectId: string | null;
  readonly instanceId: string;
  readonly endpoint: string | null;
  /** `state`: only the state tells this endpoint; by default a setting or an argument does. */
  readonly endpointFrom?: "state" | undefined;
}

/** As outputs show it: a text is empty where nothing was found. */
export function targetOf({ projectId, instanceId, endpoint }: KnownTarget): Target {
  return { projectId: projectId ?? "", instanceId, endpoint: endpoint ?? "" };
}

/**
 * Everything that the state holds. Every declared output is always present, with null for no value, because a missing
 * output is unknown in every later preview. An argument is repeated only if it was given, to keep the state small.
 */
export interface Outputs extends Target, Observed, Echo {}

/** Arguments that are repeated in the outputs: the engine gives `diff`, `update` and `read` the outputs, never newer inputs. */
export interface Echo {
  readonly region?: string | null;
  readonly cloud?: string | null;
  /** True where the program names the endpoint itself: then no change of the stack config moves the resource. */
  readonly __ownEndpoint?: boolean | null;
  readonly failOnError?: boolean | null;
  readonly triggers?: readonly unknown[] | null;
}

/** What the API said about the gateway, as outputs. */
export function observed(snapshot: Snapshot | null): Observed {
  const seen = repeatedIn({ ...snapshot });
  // The API also sends one while creating: it does not mean "finished".
  const endTime = isTerminal(seen.status ?? "") ? seen.endTime : null;
  return {
    ...seen,
    endTime,
    startedAt: rfc3339(seen.startTime),
    endedAt: rfc3339(endTime),
    creationSeconds: snapshot && creationSeconds(snapshot),
  };
}

/** The outputs that repeat what a poll said, and what they are unless null. */
const repeated: Readonly<Record<keyof Snapshot, "string" | "number">> = {
  status: "string",
  progress: "number",
  errorCode: "string",
  errorMessage: "string",
  startTime: "number",
  endTime: "number",
};

/** The values of these outputs, null for what is of another type. */
function repeatedIn(values: Readonly<Record<string, unknown>>): Pick<Observed, keyof Snapshot> {
  const kept = Object.entries(repeated).map(([name, type]) => [
    name,
    typeof values[name] === type ? values[name] : null,
  ]);
  return Object.fromEntries(kept) as Pick<Observed, keyof Snapshot>;
}

export function outputsOf(inputs: Echo, target: KnownTarget, snapshot: Snapshot | null): Outputs {
  const { region, cloud, __ownEndpoint, failOnError, triggers } = inputs;
  const echo = given({ region, cloud, __ownEndpoint, failOnError, triggers });
  return { ...observed(snapshot), ...targetOf(target), ...echo };
}

/** Without the values that are undefined or null. */
export function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

/** The last snapshot in the state; null if there is none. Whoever edits a state may leave anything, or nothing, there. */
export function snapshotOf(stored: Partial<Outputs>): Snapshot | null {
  const { status, ...seen } = repeatedIn({ ...stored });
  return status ? { status, ...seen } : null;
}

const observedNames = Object.keys(observed(null));

/**
 * Whether these are outputs: a refresh has some, of which somebody may have deleted any, and `.get()` has the program's arguments,
 * `given`.
 */
export function areOutputs(values: object, given: object = {}): boolean {
  return observedNames.some((name) => name in values && !(name in given));
}

/** Whether a state lacks an output: somebody deleted it, or a later version of this package has added it. */
export function lacksOutput(stored: object): boolean {
  return observedNames.some((name) => (stored as Readonly<Record<string, unknown>>)[name] === undefined);
}

/** Null where it is no time. */
export function rfc3339(unixMs: number | null): string | null {
  const date = new Date(unixMs ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The resource's id, `{projectId}/{instanceId}`. */
export function idOf({ projectId, instanceId }: KnownTarget): string {
  return `${projectId ?? ""}/${instanceId}`;
}

const correctTheState = "correct the state (pulumi stack export, pulumi stack import)";

/** Reads the id of a resource that stands in a state. Throws where it can be no id: whoever edits a state must not choose a path. */
export function parseStoredId(id: string): { readonly projectId?: string; readonly instanceId: string } {
  const parsed = parseId(id);
  // A state of an update that failed before the project was known has none.
  const parts = [parsed.instanceId, parsed.projectId || "none"];
  if (parts.every((part) => idRule.test(part))) return parsed;
  throw invalidSetting`the id in the state of this resource must be {projectId}/{instanceId}, each ${idForm}, not "${id}": ${correctTheState}`;
}

/** The gateway by the id, which update and refresh go by as well; nothing where the id can be none. */
export function identityOf(id: string): Partial<Target> {
  const { projectId, instanceId } = parseId(id);
  return idRule.test(instanceId) && projectId !== undefined ? { projectId, instanceId } : {};
}

/** The entry of clouds.yaml that a state names. Throws where that can be none: another credential would be used. */
export function storedCloud({ cloud }: { readonly cloud?: unknown }): string | undefined {
  if (cloud === undefined || cloud === null || typeof cloud === "string") return cloud ?? undefined;
  throw invalidSetting`cloud in the state of this resource must be the name of an entry of clouds.yaml, not ${cloud}: ${correctTheState}`;
}

/** Reads an id that a person gives, who may leave the project out. */
export function parseGivenId(id: string): ReturnType<typeof parseId> {
  const parsed = parseId(id);
  if (!parsed.instanceId.includes("/")) return parsed;
  throw invalidArgument`the id must be {instanceId} or {projectId}/{instanceId}, not "${id}"`;
}

/** Reads an id; `.get()` also takes the instance id alone. */
export function parseId(id: string): { readonly projectId?: string; readonly instanceId: string } {
  const slash = id.indexOf("/");
  return slash < 0 ? { instanceId: id } : { projectId: id.slice(0, slash), instanceId: id.slice(slash + 1) };
}
