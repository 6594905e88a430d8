import type { EngineEvent } from "@pulumi/pulumi/automation";

/** What an event tells about a gateway or an error, in one line; undefined if it is about anything else. */
export function progressLine(event: EngineEvent): string | undefined {
  // The words on the gateway's own row while it waits, of which Pulumi keeps none.
  const said = event.diagnosticEvent;
  if (said?.ephemeral && isGateway(said.urn)) return `${nameOf(said.urn)}: ${said.message.trim()}`;
  if (said?.severity === "error") return `${nameOf(said.urn)}: ${said.message.trim()}`;

  const begun = event.resourcePreEvent?.metadata;
  if (begun && isGateway(begun.urn) && waits.has(begun.op)) return `${nameOf(begun.urn)}: waiting`;

  const ended = event.resOutputsEvent?.metadata;
  if (ended && isGateway(ended.urn)) return `${nameOf(ended.urn)}: ${result(ended.new?.outputs)}`;

  const failed = event.resOpFailedEvent?.metadata;
  if (failed && isGateway(failed.urn)) return `${nameOf(failed.urn)}: not ready`;
  return undefined;
}

const waits = new Set<string>(["create", "create-replacement", "update"]);
const isGateway = (urn = "") => urn.includes("::pulumi-nodejs:apig:Ready::");
const result = (outputs?: Record<string, unknown>) => `${outputs?.status} after ${outputs?.creationSeconds} s`;
const nameOf = (urn = "") => urn.split("::").pop();
