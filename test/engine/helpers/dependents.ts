import type { EngineEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import type { Ended } from "./cliRun";
import type { Project } from "./project";

/** That `first` did wait, for the gateway of its name; the engine then began `dependent`, and the state knows why. */
export function expectWaited(project: Project, { events, screen }: Ended, first: string, dependent: string): void {
  const ended = placeOf(events, ({ resOutputsEvent }) => resOutputsEvent?.metadata.urn, first);
  const began = placeOf(events, ({ resourcePreEvent }) => resourcePreEvent?.metadata.urn, dependent);
  expect(project.engine.asked(first).length, `looks at ${first}`).to.be.above(1);
  expect(ended, `${first} ended: ${screen}`).to.be.at.least(0);
  expect(began, `${dependent} began after ${first} had ended: ${screen}`).to.be.above(ended);
  expect(project.state.resource(dependent)?.dependencies).to.include(project.state.resource(first)?.urn);
}

const placeOf = (events: readonly EngineEvent[], urnOf: (event: EngineEvent) => string | undefined, name: string) =>
  events.findIndex((event) => urnOf(event)?.endsWith(`::${name}`));
