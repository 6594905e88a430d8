/**
 * How many characters of a message fit on the row of this resource on a terminal of so many columns. The urn is
 * `urn:pulumi:{stack}::{project}::{types of the parents$}{type}::{name}`. The CLI's columns are operation, type (indented by its
 * depth), name, status and message; each is as wide as its longest entry. So a resource with a longer type or name, which the
 * urn does not show, leaves less room.
 */
export function rowRoom(urn: string, columns: number): number {
  const [stack = "", project = "", types = "", ...name] = urn.slice("urn:pulumi:".length).split("::");
  const typeWidth = Math.max(
    stackType.length,
    ...types.split("$").map((type, depth) => indent * (depth + 1) + type.length),
  );
  const nameWidth = Math.max(name.join("::").length, `${project}-${stack}`.length);
  return columns - margin - operation - typeWidth - gap - nameWidth - gap - statusWidth - gap;
}

/** The resource's own name. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

const stackType = "pulumi:pulumi:Stack";
const operation = 5;
const indent = 3;
const gap = 2;
const statusWidth = "creating (100s)...".length;
/** The last column stays empty. */
const margin = 1;
