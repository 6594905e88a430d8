import { isDeepStrictEqual } from "node:util";
import { normaliseEndpoint, normaliseRegion } from "./address";
import { holdsUnknown, type Inputs } from "./arguments";
import { lacksOutput, type Outputs } from "./outputs";
import { isTerminal } from "./snapshot";

export interface Changes {
  readonly changes: boolean;
  /** Arguments whose change means another gateway or a new wait. */
  readonly replaces: string[];
  /** Every argument that changed. */
  readonly diffs: string[];
}

/**
 * Compares what the state holds with what the program wants. Only arguments that the program gives count; a new package
 * version, timeout or row does not. A gateway whose wait has not ended is waited for again, and so is a failed one unless
 * `failOnError: false` accepts it (otherwise each `up` would show its dependents as changed); so is one of whose outputs the state lacks
 * any, since what reads it would get nothing in an update. `stackEndpoint` is where the stack config puts a resource that names no
 * place itself.
 */
export function changesOf(stored: Partial<Outputs>, wanted: Inputs, stackEndpoint?: string): Changes {
  const replaces = [
    ...(differs(stored.instanceId, wanted.instanceId) ? ["instanceId"] : []),
    ...(differs(stored.projectId, wanted.projectId) ? ["projectId"] : []),
    ...(sameTriggers(stored.triggers, wanted.triggers) ? [] : ["triggers"]),
  ];
  const endpoint = normaliseEndpoint(wanted.endpoint) ?? stackEndpoint;
  const diffs = [
    ...replaces,
    ...(differs(regionOf(stored), regionOf(wanted)) ? ["region"] : []),
    ...(differs(stored.endpoint, endpoint) ? ["endpoint"] : []),
  ];
  const isSettled = settled(stored.status, wanted.failOnError) && !lacksOutput(stored);
  return { changes: diffs.length > 0 || !isSettled, replaces, diffs };
}

/** Any case is the same region. A state that was edited by hand may hold anything. */
const regionOf = ({ region }: { readonly region?: unknown }) =>
  typeof region === "string" ? normaliseRegion(region) : region;

function differs(stored: unknown, wanted: unknown): boolean {
  return wanted !== undefined && wanted !== null && wanted !== stored;
}

function sameTriggers(stored: Outputs["triggers"], wanted: Inputs["triggers"]): boolean {
  return !holdsUnknown(wanted) && isDeepStrictEqual(stored ?? [], wanted ?? []);
}

function settled(status: string | null | undefined, failOnError: boolean | null | undefined): boolean {
  if (status == null || !isTerminal(status)) return false;
  return status === "success" || failOnError === false;
}
