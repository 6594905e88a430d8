import { expect } from "chai";
import type { Ended } from "./cliRun";

/** The run went well and the engine shows this text once, as a warning, not as what some process prints. */
export function expectWarned({ ok, screen, events }: Pick<Ended, "ok" | "screen" | "events">, text: string): void {
  expect(ok, screen).to.equal(true);
  const told = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
  const severities = told.filter(({ message }) => message.includes(text)).map(({ severity }) => severity);
  expect(severities, screen).to.deep.equal(["warning"]);
  expect(screen).to.include(`warning: ${text}`);
}
