/**
 * The engine's name for the resource. It never changes, since every state holds it. It is short, since it takes its width from the
 * messages on a terminal (docs/decisions/0009-short-type-token.md). The engine reads only the first part.
 */
export const resourceType = "pulumi-nodejs:apig:Ready";

const prefix = "urn:pulumi:";

/** A urn of this type without the parts that all of them share: the state holds one for each resource, so it is short. */
export function shortUrn(urn: string): string {
  const [stack, project, types = "", ...name] = urn.slice(prefix.length).split("::");
  return [stack, project, types.slice(0, -resourceType.length), ...name].join("::");
}

/** The complete urn: `urn:pulumi:{stack}::{project}::{types of the parents$}{type}::{name}`. */
export function fullUrn(short: string): string {
  const [stack, project, parents = "", ...name] = short.split("::");
  return prefix + [stack, project, parents + resourceType, ...name].join("::");
}
