/**
 * The engine's name for the resource. It never changes, since every state holds it. It is short, since it takes its width from the
 * messages on a terminal (docs/decisions/0009-short-type-token.md). The engine reads only the first part.
 */
export const resourceType = "pulumi-nodejs:apig:Ready";

const prefix = "urn:pulumi:";

/** A urn of this type without what all of them have in common, since the state holds it for each resource. */
export function shortUrn(urn: string): string {
  const [stack, project, types = "", ...name] = urn.slice(prefix.length).split("::");
  return [stack, project, types.slice(0, -resourceType.length), ...name].join("::");
}

/** The whole urn again: `urn:pulumi:{stack}::{project}::{types of the parents$}{type}::{name}`. */
export function fullUrn(short: string): string {
  const [stack, project, parents = "", ...name] = short.split("::");
  return prefix + [stack, project, parents + resourceType, ...name].join("::");
}
