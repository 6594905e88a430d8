import type { EngineEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import type { Timeline } from "../../../emulator";
import { type Ended, until } from "./cliRun";
import type { Project } from "./project";

/** Runs `pulumi up` while `gateway` is being created, and goes on with its timeline after the second poll at it. */
export async function upDuringCreation(
  project: Project,
  gateway: string,
  timeline: Timeline,
  ...flags: string[]
): Promise<Ended> {
  const { asked, cloud } = project.engine;
  cloud.setGateway(gateway, { steps: [[0, 30]] });
  const before = asked(gateway).length;
  const run = project.start(["up", "--yes", "--skip-preview", ...flags]);
  const looked = () => asked(gateway).length - before > 1 || run.process.exitCode !== null;
  // A program in Go compiles first.
  await until(`two polls of ${gateway}`, looked, 600_000);
  cloud.setGateway(gateway, timeline);
  return run.ended;
}

/** That the engine began `dependent` after `first` had ended, and that the state knows why. */
export function expectWaited(project: Project, { events, screen }: Ended, first: string, dependent: string): void {
  const ended = placeOf(events, ({ resOutputsEvent }) => resOutputsEvent?.metadata.urn, first);
  const began = placeOf(events, ({ resourcePreEvent }) => resourcePreEvent?.metadata.urn, dependent);
  expect(ended, `${first} ended: ${screen}`).to.be.at.least(0);
  expect(began, `${dependent} began after ${first} had ended: ${screen}`).to.be.above(ended);
  expect(project.state.resource(dependent)?.dependencies).to.include(project.state.resource(first)?.urn);
}

const placeOf = (events: readonly EngineEvent[], urnOf: (event: EngineEvent) => string | undefined, name: string) =>
  events.findIndex((event) => urnOf(event)?.endsWith(`::${name}`));
