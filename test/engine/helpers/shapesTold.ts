// What a run of the shapes left and showed, without what differs from kind to kind and from run to run.
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Kind } from "./kinds";
import { neutral } from "./shapes";
import type { StateFile } from "./state";

/** Of a resource's own: each kind has its ids, arguments and outputs. */
const own = ["id", "type", "inputs", "outputs", "created", "modified", "sourcePosition", "stackTrace"];

/** All else that the state says of each resource. */
export function told(state: StateFile, kind: Kind): Record<string, unknown> {
  const entries = state.resources().map((resource) => {
    // The SDK's class of a provider names its secrets.
    const isProvider = resource.type.startsWith("pulumi:providers:");
    const left = isProvider ? [...own, "additionalSecretOutputs"] : own;
    const facts = Object.entries(resource).filter(([name]) => !left.includes(name));
    return [neutral(resource.urn, kind), neutral(Object.fromEntries(facts.map(withoutEmptyLists)), kind)];
  });
  return Object.fromEntries(entries.filter(([urn]) => !urn.endsWith("::default")));
}

/** A property that depends on nothing may be named or not. */
function withoutEmptyLists([name, value]: [string, unknown]): [string, unknown] {
  if (name !== "propertyDependencies") return [name, value];
  return [name, Object.entries(value as object).filter(([, urns]) => urns?.length > 0)];
}

/** `name < other` for each resource that was begun before one that it needs had ended. */
export function begunTooEarly(state: StateFile, events: readonly EngineEvent[]): string[] {
  const at = (urn: string, which: "resourcePreEvent" | "resOutputsEvent") =>
    events.findIndex((event) => event[which]?.metadata.urn === urn);
  const needs = state.resources().flatMap((resource) => {
    const { dependencies = [] } = resource as { readonly dependencies?: readonly string[] };
    return dependencies.map((urn) => [resource.urn, urn] as const);
  });
  if (needs.length === 0) throw new Error("nothing needs anything");
  return needs
    .filter(
      ([urn, needed]) =>
        at(needed, "resOutputsEvent") < 0 || at(urn, "resourcePreEvent") < at(needed, "resOutputsEvent"),
    )
    .map((pair) => pair.map((urn) => urn.split("::").at(-1)).join(" < "));
}
